using System.Globalization;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>A data package as <c>data package</c> answers.</summary>
static class PackageReply
{
    public static Reply Tables(PackageDescription description) => new()
    {
        Schema = "data-package/1",
        DataVersion = description.Version,
        Data = new { description.Name, description.Version, description.Tables },
        Rows = new Rows(
            ["name", "path", "rows", "columns", "title"],
            [.. description.Tables.Select(t => new[]
            {
                t.Name, t.Path, t.Rows.ToString(CultureInfo.InvariantCulture), t.Columns.Length.ToString(CultureInfo.InvariantCulture), t.Title,
            })]),
    };
}
