using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>The words behind the codes.</summary>
static class VocabulariesApi
{
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listVocabularies", ["/vocabularies"], "The vocabularies: jurisdictions, sectors, areas, instruments, actors and their levels.", "vocabularies", List),
    ];

    static Task<ApiAnswer> List(ApiRequest request)
    {
        request.Check();
        Codebook codebook = request.Ledger.Codebook;
        (string Name, Vocabulary Terms)[] all =
        [
            ("jurisdictions", codebook.Jurisdictions), ("sectors", codebook.Sectors), ("areas", codebook.Areas), ("instruments", codebook.Instruments), ("actors", codebook.Actors), ("actor-levels", codebook.ActorLevels),
        ];
        return Task.FromResult(new ApiAnswer(
            new Reply
            {
                Schema = "vocabularies/1",
                DataVersion = request.Ledger.DataVersion,
                Data = new { Vocabularies = all.Select(one => new { one.Name, Terms = one.Terms.Terms.Select(t => new { t.Id, Parent = t.Parent.Length > 0 ? t.Parent : null, t.TitleEn, t.TitleZh, t.Aliases }) }) },
                Rows = new Rows(["vocabulary", "id", "parent", "title_en", "title_zh", "aliases"], [.. all.SelectMany(one => one.Terms.Terms.Select(t => new[] { one.Name, t.Id, t.Parent, t.TitleEn, t.TitleZh, string.Join(';', t.Aliases) }))]),
            },
            "vocabularies"));
    }
}
