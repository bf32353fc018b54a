using System.Globalization;
using System.IO.Compression;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Api;

/// <summary>The package of the workspace as one file. The same revision is the same bytes.</summary>
static class ExportZip
{
    const string Address = "/ledger/export.zip";

    // A zip has no time zone and begins in 1980; a time of our own would make every copy another file.
    static readonly DateTimeOffset stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, static async (HttpContext context, WorkspaceOpening opening) =>
    {
        Workspace workspace = opening.Require();
        WorkspacePackage package = context.Request.Query["revision"].ToString() is { Length: > 0 } text
            ? await workspace.PackageAtAsync(Revision(text), context.RequestAborted)
            : await workspace.PackageAsync(context.RequestAborted);
        context.Response.ContentType = "application/zip";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"fangshou-ledger-r{package.Revision}.zip\"");
        // The archive closes its entries by writes that wait, which the body itself refuses.
        await using Stream body = context.Response.BodyWriter.AsStream(leaveOpen: true);
        await Write(package, body, context.RequestAborted);
    }).WithMetadata(new ReadAnewAttribute());

    /// <summary>Writes all files, in the order of their paths.</summary>
    public static async Task Write(WorkspacePackage package, Stream to, CancellationToken cancellation)
    {
        await using ZipArchive zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        foreach (string path in package.Files.Order(StringComparer.Ordinal))
        {
            ZipArchiveEntry entry = zip.CreateEntry(path, CompressionLevel.Optimal);
            entry.LastWriteTime = stamp;
            await using Stream content = await entry.OpenAsync(cancellation);
            await content.WriteAsync(package.Bytes(path), cancellation);
        }
    }

    static long Revision(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long revision)
        ? revision
        : throw new RefusedException(Fault.Usage, $"revision: '{Texts.Printable(text)}' is no number of a revision.");
}
