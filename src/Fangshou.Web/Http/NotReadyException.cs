namespace Fangshou.Web.Http;

/// <summary>An answer is still being worked out, or too many are.</summary>
/// <param name="progress">Share done, 0…1.</param>
sealed class NotReadyException(double progress) : Exception
{
    /// <summary>After how many seconds to ask again.</summary>
    public const int RetryAfter = 5;

    public double Progress { get; } = progress;
}
