using System.Collections.Immutable;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>Questions to the mechanism, before they are run. They depend on no day.</summary>
static class ScenariosApi
{
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listScenarios", ["/scenarios"], "Lists the shipped scenarios: what is asked, what theory lets expect, and what came of it.", "scenario-list", List)
        {
            Description = "As the command scenario list.",
        },
        new("getScenario", ["/scenarios/{id}"], "One scenario with all that its run rests on.", "scenario-show", One),
    ];

    static Task<ApiAnswer> List(ApiRequest request)
    {
        request.Check();
        return Task.FromResult(new ApiAnswer(ScenarioReply.List([.. ScenarioFolder.Ids.Select(ScenarioFolder.Read)]), "scenarios"));
    }

    static Task<ApiAnswer> One(ApiRequest request)
    {
        request.Check();
        string id = request.Part("id");
        // Only what the program came with: a path would read a file of this machine.
        return ScenarioFolder.Ids.Contains(id)
            ? Task.FromResult(new ApiAnswer(ScenarioReply.Show(ScenarioFolder.Read(id)), $"scenario {id}"))
            : throw new RefusedException(Fault.NotFound, $"there is no scenario '{Texts.Printable(id)}'; {Texts.DidYouMean(id, ScenarioFolder.Ids)}");
    }
}
