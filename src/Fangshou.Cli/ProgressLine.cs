using System.Globalization;

namespace Fangshou.Cli;

/// <summary>A line on standard error that fills up, with the time left; it is wiped when full, or when the work ends early.</summary>
sealed class ProgressLine(TextWriter error, string what, TimeProvider time) : IProgress<double>, IDisposable
{
    const int Width = 30;
    readonly long started = time.GetTimestamp();
    readonly Lock drawing = new();
    double first = double.NaN;
    int shown = -1;
    bool isDrawn;

    public void Report(double value)
    {
        int percent = (int)Math.Clamp(100 * value, 0, 100);
        lock (drawing)
        {
            // Work that was done before this line began took none of its time.
            if (double.IsNaN(first))
                first = value < 0.02 ? 0 : value;
            if (percent <= shown)
                return;
            shown = percent;
            if (percent >= 99)
            {
                Wipe();
                return;
            }

            double done = Math.Max(value - first, 0.005);
            double left = time.GetElapsedTime(started).TotalSeconds * (1 - value) / done;
            string bar = new string('━', percent * Width / 100).PadRight(Width, '·');
            error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what} {bar} {percent,3} %  {left,3:F0} s left "));
            isDrawn = true;
        }
    }

    /// <summary>Wipes the line.</summary>
    public void Dispose()
    {
        lock (drawing)
            Wipe();
    }

    void Wipe()
    {
        if (isDrawn)
            error.Write($"\r{new string(' ', Width + what.Length + 30)}\r");
        isDrawn = false;
    }
}

/// <summary>One line of progress for several pieces of work, one after another.</summary>
sealed class StagedProgress(IProgress<double>? whole, int stages) : IProgress<double>
{
    int finished;

    public void Report(double value) => whole?.Report((finished + value) / stages);

    /// <summary>The next piece begins.</summary>
    public void Next() => whole?.Report((double)++finished / stages);
}
