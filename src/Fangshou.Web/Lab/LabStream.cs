using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fangshou.Briefs;
using Fangshou.Scenarios;
using Fangshou.Store;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Lab;

/// <summary>An ensemble as it grows, as server-sent events: at most ten a second, each with all that a reader needs.</summary>
/// <remarks>
/// A reader who pauses closes the stream; nothing runs on without one. Who comes back with <c>after</c> goes on from there, and <c>steps</c> says after
/// how many events the stream ends: one is a step. The numbers hang on the address alone, not on pauses.
/// </remarks>
static class LabStream
{
    public const string Address = "/api/v1/ensembles/stream";

    static readonly TimeSpan shortestPause = TimeSpan.FromMilliseconds(100);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, (HttpContext context, LabRuns runs, PageContext here) =>
    {
        LabRequest request = LabRequest.Of(context.Request.Query);
        int after = Whole(here, "after", 0, request.Scenario.Replicates), steps = Whole(here, "steps", int.MaxValue, int.MaxValue);
        return TypedResults.ServerSentEvents(Grow(runs.Live(request), here.Language, after, steps, context.RequestAborted));
    }).WithMetadata(new ReadAnewAttribute()).DisableRequestTimeout();

    static int Whole(PageContext here, string key, int otherwise, int most) => here.Value(key) is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int value) && value <= most ? value
        : throw new RefusedException(Fault.Usage, $"{key}: '{Texts.Printable(text)}' is not a whole number from 0 to {most}.");

    static async IAsyncEnumerable<SseItem<string>> Grow(LiveEnsemble ensemble, Language language, int after, int steps, [EnumeratorCancellation] CancellationToken cancellation)
    {
        int all = ensemble.Request.Scenario.Replicates;
        // Twenty looks at the whole, in whole groups.
        int step = Math.Max(8, all / 20 / 8 * 8);
        for (int done = Math.Min(all, (after / step * step) + step), taken = 0; taken < steps; done = Math.Min(all, done + step), taken++)
        {
            Task pause = Task.Delay(shortestPause, cancellation);
            int until = done;
            LabResult result = await Task.Factory.StartNew(() => ensemble.First(until, LabRuns.Threads, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            yield return new SseItem<string>(Message(result, all, language), "quantiles") { EventId = until.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            if (until == all)
                break;
            await pause;
        }

        // Told apart from a connection that broke, after which a browser would ask again.
        yield return new SseItem<string>("{}", "end");
    }

    static string Message(LabResult result, int all, Language language)
    {
        ScenarioWords words = new(language);
        ScenarioSummary summary = ScenarioSummary.Of(result.Outcome);
        ScenarioSummary? baseline = result.Baseline is null ? null : ScenarioSummary.Of(result.Baseline);
        FanFigureInput fan = LiveEnsemble.Fan(result, language);
        return JsonSerializer.Serialize(
            new
            {
                result.Replicates,
                Of = all,
                summary.Counted,
                Onset = summary.Onset.Select((chance, i) => new
                {
                    chance.Months,
                    Scenario = Chance(chance.Probability),
                    Baseline = baseline is null ? null : Chance(baseline.Onset[i].Probability),
                    Sentence = words.Sentence(chance),
                }),
                Quantiles = fan.Scenario.Select(quantity => new { quantity.Quantity, quantity.FirstMonth, MonthlyQuantiles.Probabilities, quantity.Values }),
                Wide = FanFigure.Svg(fan, new ChartOptions { Language = language, Width = 1040, Standalone = false, IdPrefix = "live-wide" }),
                Narrow = FanFigure.Svg(fan, new ChartOptions { Language = language, Width = 358, Standalone = false, IdPrefix = "live-narrow" }),
            },
            compact);
    }

    static readonly JsonSerializerOptions compact = new(Json.Options) { WriteIndented = false };

    static object? Chance(Estimate estimate)
    {
        if (estimate.Replicates == 0)
            return null;
        (double low, double high) = estimate.Interval();
        return new { estimate.Value, Low = low, High = high };
    }
}
