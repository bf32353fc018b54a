using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Web.Knowledge;

namespace Fangshou.Web.Api;

/// <summary>What is said, and whether the evidence supports it.</summary>
static class ClaimsApi
{
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listClaims", ["/claims"], "Tells of each shipped claim whether the evidence supports it.", "claims-check", List)
        {
            Description = "As the command claims check. The first answer of a day of knowledge may take a minute; until then 503 with Retry-After.",
            Pages = ["/claims"],
        },
        new("getClaim", ["/claims/{id}"], "One claim with its tests, figures and the rows behind them.", "claims-show", One)
        {
            Description = "As the command claims show.",
            Pages = ["/claims/{id}"],
        },
    ];

    static async Task<ApiAnswer> List(ApiRequest request)
    {
        request.Check();
        return new ApiAnswer(ClaimReply.Check(request.Ledger, (await Verdicts(request)).Results), "claims");
    }

    static async Task<ApiAnswer> One(ApiRequest request)
    {
        request.Check();
        string id = request.Claims.Read(request.Part("id")).Id;
        ClaimsAsOf verdicts = await Verdicts(request);
        return new ApiAnswer(ClaimReply.Show(request.Ledger, verdicts.Results.First(result => result.Claim.Id == id), verdicts.Rows), $"claim {id}");
    }

    static Task<ClaimsAsOf> Verdicts(ApiRequest request) => request.Ready(cancellation => request.Claims.Verdicts(request.Day, cancellation));
}
