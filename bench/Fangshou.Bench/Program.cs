using BenchmarkDotNet.Running;
using Fangshou.Bench;

// "plot PAGE PICTURE" draws the cost of the mechanism from a committed results page; anything else is BenchmarkDotNet's.
if (args is ["plot", string page, string picture])
    CostPlot.Draw(page, picture);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
