using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Api;

/// <summary>CSV files as suggestions.</summary>
static class ImportsApi
{
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("import", ["/imports"], "Tells what each line of a CSV file would do; with propose=true the sound ones become suggestions.", "import", Import)
        {
            Description = "Editors and above. The file has a header of columns of the table in any order, and at most 1 MiB; columns that are left out stay as they are. All lines are counted, the first 200 are told, faulty ones first. A file that cannot be told apart is refused whole (422).",
            IsOfDesk = true,
            Needs = Role.Editor,
            Body = ApiRoute.Csv,
            Own =
            [
                new("table", "The table that the rows are of.") { IsRequired = true, Example = "events.csv" },
                new("why", "The reason, for all lines.") { IsRequired = true, Example = "Rows of the yearbook" },
                new("source", "Where it can be checked, for all lines.") { IsRequired = true, Example = "https://example.org/yearbook" },
                new("propose", "True to make suggestions of the sound lines.") { Allowed = ["true", "false"], Default = "false" },
            ],
        },
    ];

    static async Task<ApiAnswer> Import(ApiRequest request)
    {
        foreach (string name in (string[])["table", "why", "source"])
            if (request.Text(name) is null)
                request.Fault($"{name} is missing.");
        request.Check();
        using MemoryStream csv = new();
        await request.Body.CopyToAsync(csv, request.Cancellation);
        ImportPreview preview = await request.Workspace.Imports.PreviewAsync(request.Text("table")!, csv.ToArray(), request.Text("why")!, request.Text("source")!, request.Cancellation);
        if (!preview.Findings.IsEmpty)
            throw new UnprocessableException(StatusCodes.Status422UnprocessableEntity, [.. preview.Findings.Select(finding => finding.ToString())]);
        long[] proposed = request.Text("propose") != "true" ? []
            : [.. (await request.Workspace.Imports.ProposeAsync(preview, request.Caller.Name, request.Cancellation)).Select(proposal => proposal.Candidate).OfType<long>()];
        return new ApiAnswer(DeskReplies.Import(request.Observatory.Ledger.DataVersion, preview, proposed), "import")
        {
            Location = proposed.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{ApiRoute.Root}/candidates?after={proposed.Min() - 1}"),
        };
    }
}
