using System.Text.Unicode;

namespace Fangshou.Ledger;

/// <summary>The first look at a table: its bytes, line by line, before anything is decoded.</summary>
static class TableBytes
{
    public const int LongestLine = 1 << 20;
    public const long LongestFile = 1L << 28;

    /// <summary>Reads a file whole unless a line or the file is over-long; null then, after at most one such line.</summary>
    public static byte[]? Read(Stream stream, string file, FindingList findings)
    {
        using MemoryStream kept = new();
        byte[] chunk = new byte[1 << 16];
        int line = 1;
        long lineLength = 0;
        while (stream.Read(chunk) is > 0 and int read)
        {
            ReadOnlySpan<byte> rest = chunk.AsSpan(0, read);
            while (rest.Length > 0)
            {
                int end = rest.IndexOf((byte)'\n');
                lineLength += end < 0 ? rest.Length : end;
                if (lineLength > LongestLine)
                {
                    findings.Add(file, line, "", "", Rules.LineLength, $"the line is longer than {LongestLine} bytes; nothing after it was read.");
                    return null;
                }

                if (end < 0)
                    break;
                line++;
                lineLength = 0;
                rest = rest[(end + 1)..];
            }

            kept.Write(chunk, 0, read);
            if (kept.Length > LongestFile)
            {
                findings.Add(file, 0, "", "", Rules.FileLength, $"the file is longer than {LongestFile} bytes; nothing after them was read.");
                return null;
            }
        }

        return kept.ToArray();
    }

    /// <summary>Reports what is wrong with the bytes; false when they hold no text that could be parsed.</summary>
    public static bool Check(ReadOnlySpan<byte> bytes, string file, FindingList findings)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            findings.Add(file, 1, "", "", Rules.Encoding, "the file is UTF-16; save it as UTF-8.");
            return false;
        }

        if (bytes.StartsWith("\uFEFF"u8))
        {
            findings.Add(file, 1, "", "", Rules.ByteOrderMark, "the file begins with a byte-order mark; save it as UTF-8 without one.");
            bytes = bytes[3..];
        }

        if (bytes.Trim(" \t\r\n"u8).IsEmpty)
        {
            findings.Add(file, 0, "", "", Rules.EmptyFile, "the file is empty; it must begin with a header row.");
            return false;
        }

        for (int line = 1; bytes.Length > 0; line++)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> text = end < 0 ? bytes : bytes[..end];
            if (!Utf8.IsValid(text))
                findings.Add(file, line, "", "", Rules.Encoding, "the line is not valid UTF-8.");
            if (text.Contains((byte)0))
                findings.Add(file, line, "", "", Rules.NulByte, "the line holds a NUL byte.");
            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        return true;
    }
}
