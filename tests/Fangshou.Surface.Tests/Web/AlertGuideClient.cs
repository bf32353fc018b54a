using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fangshou.Surface.Tests.Web;

/// <summary>How docs/guide/alerts.md checks a signature in C#, word for word: a test holds the page to this file.</summary>
static class AlertGuideClient
{
    public static bool Check(string secret, string timestamp, string signature, byte[] body, DateTimeOffset now) => IsGenuine(secret, timestamp, signature, body, now);

    // <guide>
    static bool IsGenuine(string secret, string timestamp, string signature, byte[] body, DateTimeOffset now)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. body];
        string expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature))
            && Math.Abs(now.ToUnixTimeSeconds() - long.Parse(timestamp, CultureInfo.InvariantCulture)) <= 300;
    }

    // </guide>
}
