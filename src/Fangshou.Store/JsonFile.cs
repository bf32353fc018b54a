using System.Text;

namespace Fangshou.Store;

/// <summary>JSON files and texts that a user may have written.</summary>
static class JsonFile
{
    const int MostBytes = 4 << 20;

    static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file, without a byte-order mark.</summary>
    /// <exception cref="RefusedException">As for <see cref="Load"/>.</exception>
    public static string Text(string path)
    {
        using StreamReader reader = new(Load(path, Texts.Printable(path)), strict);
        return reader.ReadToEnd();
    }

    /// <summary>The bytes of a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="shown">Its name in messages.</param>
    /// <exception cref="RefusedException">It cannot be read, is too long, or is not UTF-8 (exit 2).</exception>
    public static MemoryStream Load(string path, string shown)
    {
        // One byte more than is allowed tells a file that is too long, and a device that never ends.
        byte[] bytes = new byte[MostBytes + 1];
        int length = 0;
        try
        {
            using FileStream file = File.OpenRead(path);
            for (int got = 1; got > 0 && length < bytes.Length; length += got)
                got = file.Read(bytes, length, bytes.Length - length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Fault.Usage, $"{shown} cannot be read.");
        }

        if (length > MostBytes)
            throw new RefusedException(Fault.Usage, $"{shown} is longer than the {MostBytes >> 20} MB that such a file may have.");
        try
        {
            strict.GetCharCount(bytes, 0, length);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new RefusedException(Fault.Usage, $"{shown} is not UTF-8 (byte {wrong.Index + 1}); save it as UTF-8.");
        }

        return new MemoryStream(bytes, 0, length, writable: false);
    }
}
