using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Interests;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>Who is tied to whom.</summary>
static class TiesApi
{
    const int FigureWidth = 1120;

    const string Usual = "CN/ai";

    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listTies", ["/ties"], "Who is tied to whom: ties by role over the years, the alignment of local governments with a sector's firms in its parts, and the network.", "interests", List)
        {
            Description = "As the command interests.",
            Pages = ["/ties"],
            Own =
            [
                new("of", "A cell such as CN/ai, a firm such as DeepSeek, or a place or other public body such as Hefei, LOCAL:Hefei or MOST.") { Default = Usual, Example = "CN/ai" },
                new("without", "Which firms would lose protection, and whose share would rise, if this local government, with all that reports to it, gave up its ties.") { Example = "Hangzhou" },
            ],
        },
    ];

    static Task<ApiAnswer> List(ApiRequest request)
    {
        string about = request.Text("of") ?? Usual;
        request.Check();
        ImmutableArray<Tie> all = request.Observatory.Package.Ties(request.Day);
        if (all.IsEmpty)
            throw new RefusedException(Fault.NotFound, $"no tie is known as of {request.Day}; ties are the rows of interests.csv.");
        TieQuestion question = TieQuestion.Read(about, all, request.Ledger.Codebook);
        string? place = request.Text("without") is { } without ? TieQuestion.ReadPlace(without, all, request.Ledger.Codebook, "without") : null;
        TieReport report = TieReport.Of(request.Ledger, all, question, place, request.Observatory.Options.Seed);
        if (report.Ties.IsEmpty)
            throw new RefusedException(Fault.NotFound, $"no tie of {Texts.Printable(question.Name)} is known as of {request.Day}.");
        return Task.FromResult(new ApiAnswer(TieReply.Of(report, request.Observatory.Options.Seed), $"ties {question.Name}")
        {
            Figure = report.Network.Edges.IsEmpty ? null : new ApiFigure(language => TieNetworkFigure.Svg(report.Figure(language), Options(language)), language => TieNetworkFigure.Png(report.Figure(language), Options(language))),
        });
    }

    static ChartOptions Options(Language language) => new() { Language = language, Width = FigureWidth };
}
