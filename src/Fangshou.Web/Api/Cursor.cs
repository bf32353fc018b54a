using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fangshou.Store;
using Microsoft.AspNetCore.WebUtilities;

namespace Fangshou.Web.Api;

/// <summary>Where a list goes on: a place, and a seal that binds it to one question about one state of the data.</summary>
/// <remarks>The seal is no secret: whoever makes one gets a page of the list that everybody may read. It keeps a cursor from being used where it means nothing.</remarks>
static class Cursor
{
    const int PlaceBytes = 4, SealBytes = 12;

    /// <summary>The cursor of a place.</summary>
    /// <param name="place">Position of the next entry, 0 or more.</param>
    /// <param name="question">What is asked, of which data.</param>
    public static string At(int place, string question)
    {
        byte[] bytes = new byte[PlaceBytes + SealBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, place);
        Seal(bytes.AsSpan(0, PlaceBytes), question).CopyTo(bytes, PlaceBytes);
        return WebEncoders.Base64UrlEncode(bytes);
    }

    /// <summary>The place of a cursor.</summary>
    /// <exception cref="RefusedException">It is none, or of another question.</exception>
    public static int Read(string text, string question)
    {
        byte[] bytes;
        try
        {
            bytes = WebEncoders.Base64UrlDecode(text);
        }
        catch (FormatException)
        {
            bytes = [];
        }

        return bytes.Length == PlaceBytes + SealBytes && bytes.AsSpan(PlaceBytes).SequenceEqual(Seal(bytes.AsSpan(0, PlaceBytes), question)) && At(BinaryPrimitives.ReadInt32BigEndian(bytes), question) == text
            ? BinaryPrimitives.ReadInt32BigEndian(bytes)
            : throw new RefusedException(Fault.Usage, $"cursor: '{Texts.Printable(text)}' is no cursor of this list as it is now; begin without one, and follow the link whose rel is next.");
    }

    static byte[] Seal(ReadOnlySpan<byte> place, string question) => SHA256.HashData([.. place, .. Encoding.UTF8.GetBytes(question)])[..SealBytes];
}
