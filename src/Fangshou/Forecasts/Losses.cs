namespace Fangshou.Forecasts;

/// <summary>The losses of two forecasters of the same outcomes.</summary>
static class Losses
{
    /// <summary>Fails unless there are as many losses of both as there are labels, at least one, all finite and not negative.</summary>
    /// <exception cref="ArgumentException">Says what is wrong, and where.</exception>
    internal static void Check(ReadOnlySpan<double> loss, ReadOnlySpan<double> other, int labels)
    {
        if (loss.IsEmpty || loss.Length != other.Length || loss.Length != labels)
            throw new ArgumentException($"There are {loss.Length} losses, {other.Length} to compare with and {labels} labels; as many of each are needed, at least one.", nameof(loss));
        for (int i = 0; i < loss.Length; i++)
        {
            if (!(loss[i] >= 0 && double.IsFinite(loss[i]) && other[i] >= 0 && double.IsFinite(other[i])))
                throw new ArgumentException(FormattableString.Invariant($"Forecast {i} lost {loss[i]:R}, the other {other[i]:R}; a loss is finite and 0 or more."), nameof(loss));
        }
    }
}
