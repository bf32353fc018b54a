using System.Diagnostics;
using System.Globalization;

namespace Fangshou.Cli;

/// <summary>A line on standard error that fills up, with the time left; it is wiped when full.</summary>
sealed class ProgressLine(TextWriter error, string what) : IProgress<double>
{
    const int Width = 30;
    readonly long started = Stopwatch.GetTimestamp();
    readonly Lock drawing = new();
    int shown = -1;

    public void Report(double value)
    {
        int percent = (int)Math.Clamp(100 * value, 0, 100);
        lock (drawing)
        {
            if (percent <= shown)
                return;
            shown = percent;
            if (percent >= 99)
            {
                error.Write($"\r{new string(' ', Width + what.Length + 30)}\r");
                return;
            }

            double left = Stopwatch.GetElapsedTime(started).TotalSeconds * (1 - value) / Math.Max(value, 0.01);
            string bar = new string('━', percent * Width / 100).PadRight(Width, '·');
            error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what} {bar} {percent,3} %  {left,3:F0} s left "));
        }
    }
}
