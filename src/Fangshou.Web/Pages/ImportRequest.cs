using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Pages;

/// <summary>What was sent to be imported.</summary>
/// <param name="Table">Path of the table.</param>
/// <param name="Csv">The file's bytes; empty when none was sent.</param>
/// <param name="Why">The reason, for all lines.</param>
/// <param name="Source">Where it can be checked, for all lines.</param>
sealed record ImportRequest(string Table, byte[] Csv, string Why, string Source)
{
    /// <summary>The largest file, bytes: the rest of the form has to find room beside it.</summary>
    public const int LargestFile = 1_000_000;

    static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>True when the file is larger than what is taken.</summary>
    public bool IsTooLarge => Csv.Length > LargestFile;

    /// <summary>The file as text, to be mended and sent again; empty when it is no text.</summary>
    public string Text
    {
        get
        {
            try
            {
                return IsTooLarge ? "" : strict.GetString(Csv);
            }
            catch (DecoderFallbackException)
            {
                return "";
            }
        }
    }

    /// <summary>Reads a form: a chosen file goes before the text of the one before.</summary>
    public static async Task<ImportRequest> Read(IFormCollection form, CancellationToken cancellation)
    {
        byte[] csv = Encoding.UTF8.GetBytes(form["csv"].ToString().ReplaceLineEndings("\n"));
        if (form.Files["file"] is { Length: > 0 } file)
        {
            using MemoryStream bytes = new();
            await file.CopyToAsync(bytes, cancellation);
            csv = bytes.ToArray();
        }

        return new(form["table"].ToString(), csv, form["why"].ToString().Trim(), form["source"].ToString().Trim());
    }
}
