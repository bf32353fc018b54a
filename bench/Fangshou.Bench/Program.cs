using System.Globalization;
using BenchmarkDotNet.Running;
using Fangshou.Bench;

// "plot PAGE PICTURE" draws the cost of the mechanism from a committed results page; "load ADDRESS [PROCESS] [anew]" reads a running dashboard; anything else is BenchmarkDotNet's.
switch (args)
{
    case ["plot", string page, string picture]:
        CostPlot.Draw(page, picture);
        return 0;
    case ["load", string address, .. string[] process]:
        return await ReaderLoad.Run(new Uri(address), process is [var id, ..] && id != "anew" ? int.Parse(id, CultureInfo.InvariantCulture) : null, process is [.., "anew"]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
