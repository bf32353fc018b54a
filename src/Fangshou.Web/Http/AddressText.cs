using System.Text;

namespace Fangshou.Web.Http;

/// <summary>Whether an address is what it claims to be: text in UTF-8, with whole escapes.</summary>
static class AddressText
{
    static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>False for half an escape, and for escapes that together are no characters.</summary>
    /// <param name="escaped">A part of an address as it was sent.</param>
    public static bool IsText(string escaped)
    {
        List<byte> bytes = new(escaped.Length);
        for (int i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '%')
            {
                // An address is ASCII; all else is escaped.
                if (!char.IsAscii(escaped[i]))
                    return false;
                bytes.Add((byte)escaped[i]);
                continue;
            }

            if (i + 2 >= escaped.Length || !char.IsAsciiHexDigit(escaped[i + 1]) || !char.IsAsciiHexDigit(escaped[i + 2]))
                return false;
            bytes.Add(Convert.FromHexString(escaped.AsSpan(i + 1, 2))[0]);
            i += 2;
        }

        try
        {
            strict.GetCharCount([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
