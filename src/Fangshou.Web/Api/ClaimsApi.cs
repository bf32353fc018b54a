using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Claims;
using Fangshou.Store;
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
        ClaimVerdicts verdicts = await Verdicts(request);
        return new ApiAnswer(ClaimReply.Check(verdicts.Evidence, verdicts.Results), "claims");
    }

    static async Task<ApiAnswer> One(ApiRequest request)
    {
        request.Check();
        string id = request.Part("id");
        // Only what the program came with: a path would read a file of this machine.
        if (!ClaimFolder.Ids.Contains(id))
            throw new RefusedException(Fault.NotFound, $"there is no claim '{Texts.Printable(id)}'; {Texts.DidYouMean(id, ClaimFolder.Ids)}");
        ClaimVerdicts verdicts = await Verdicts(request);
        ClaimResult result = verdicts.Results.First(result => result.Claim.Id == id);
        return new ApiAnswer(ClaimReply.Show(verdicts.Evidence, result), $"claim {id}");
    }

    static Task<ClaimVerdicts> Verdicts(ApiRequest request) => ApiRequest.Ready(request.Inquiries.Claims(request.Day, ApiRequest.Patience, request.Cancellation));
}
