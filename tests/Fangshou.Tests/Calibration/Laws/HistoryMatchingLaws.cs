using System.Collections.Immutable;
using Fangshou.Calibration;
using Fangshou.Numerics;

namespace Fangshou.Tests.Calibration.Laws;

/// <summary>Sum and difference of two parameters: the region that is not ruled out is a square on its corner, around the planted point.</summary>
public class HistoryMatchingLaws(ITestOutputHelper output)
{
    const double PlantedX = 0.3, PlantedY = 0.6, Tolerance = 0.02;

    static readonly PriorSpace square = new(Prior.Uniform("x", 0, 1), Prior.Uniform("y", 0, 1));
    static readonly ImmutableArray<Target> planted = [new("sum", PlantedX + PlantedY, Tolerance), new("difference", PlantedX - PlantedY, Tolerance)];

    [Fact]
    public void The_planted_region_is_found_and_the_rest_ruled_out()
    {
        HistoryMatching found = Run(new HistoryOptions { Points = 2000, Waves = 3 });
        foreach (HistoryWave wave in found.Waves)
            output.WriteLine($"{wave.Number}: {wave.ShareSurviving:R}, {string.Join(" ", wave.TargetShares)}");
        foreach (SurvivingRange range in found.Ranges)
            output.WriteLine($"{range.Parameter} {range.Low:R}…{range.High:R}");

        // |sum − s| ≤ 3t and |difference − d| ≤ 3t: area (6t)²/2 of the prior; each strip has area 6t·(its length).
        const double Reach = 3 * Tolerance, Area = 2 * Reach * Reach;
        Assert.Equal(Area, found.Waves[0].ShareSurviving, 5 * Math.Sqrt(Area / 2000));
        Assert.Equal(Strip(PlantedX + PlantedY), found.Waves[0].TargetShares[0], 0.02);
        Assert.True(found.Waves[2].ShareSurviving > 0.3, "The later waves do not look where the survivors are.");
        Assert.True(found.Survivors.Length > 1000);

        Assert.All(found.Survivors, p => Assert.True(Inside(p), "A survivor lies outside the planted region."));
        Assert.All(found.Waves.SelectMany(w => w.Points).Where(p => !p.Survives), p => Assert.False(Inside(p), "A point inside the planted region was ruled out."));
        Assert.Equal(PlantedX - Reach, found.Ranges[0].Low, 0.01);
        Assert.Equal(PlantedX + Reach, found.Ranges[0].High, 0.01);
        Assert.Equal(PlantedY - Reach, found.Ranges[1].Low, 0.01);
        Assert.Equal(PlantedY + Reach, found.Ranges[1].High, 0.01);

        // The last wave looks into every corner of the region, not only around its middle.
        foreach ((int x, int y) in new[] { (-1, -1), (-1, 1), (1, -1), (1, 1) })
            Assert.InRange(found.Waves[2].Points.Count(p => p.Survives && Math.Sign(p.Parameters[0] - PlantedX) == x && Math.Sign(p.Parameters[1] - PlantedY) == y), 100, 700);

        static bool Inside(HistoryPoint p) =>
            Math.Abs(p.Parameters[0] + p.Parameters[1] - PlantedX - PlantedY) <= Reach && Math.Abs(p.Parameters[0] - p.Parameters[1] - PlantedX + PlantedY) <= Reach;

        // P(|x + y − s| ≤ 3t) for x, y uniform and the strip below the diagonal s = 1.
        static double Strip(double s) => s + Reach <= 1 ? 2 * Reach * s : (1 - (Math.Pow(2 - s - Reach, 2) / 2)) - (Math.Pow(s - Reach, 2) / 2);
    }

    [Fact]
    public void A_region_too_small_for_the_first_wave_is_approached_from_the_least_implausible_points()
    {
        // Area 7e-7 of the prior: ten waves of 100 points hit it by stepping closer.
        ImmutableArray<Target> small = [planted[0] with { Tolerance = 0.0002 }, planted[1] with { Tolerance = 0.0002 }];
        HistoryMatching found = Run(new HistoryOptions { Points = 100, Waves = 12 }, small);
        output.WriteLine(string.Join(" ", found.Waves.Select(w => w.ShareSurviving)));
        Assert.Equal(0, found.Waves[0].ShareSurviving);
        Assert.True(found.Waves[^1].ShareSurviving > 0.2);
    }

    [Fact]
    public void In_ten_dimensions_later_waves_still_hit_the_region()
    {
        // Each parameter may be 0.15 off: a share of 0.3¹⁰ = 6e-6 of the prior.
        string[] names = [.. Enumerable.Range(0, 10).Select(i => $"x{i}")];
        PriorSpace ten = new([.. names.Select(n => Prior.Uniform(n, 0, 1))]);
        HistoryMatching found = HistoryMatching.Run(
            ten, (x, _, s) => x.CopyTo(s), [.. names.Select((n, i) => new Target(n, 0.2 + (0.06 * i), 0.05))], new HistoryOptions { Points = 500, Waves = 10 },
            cancel: TestContext.Current.CancellationToken);
        output.WriteLine(string.Join(" ", found.Waves.Select(w => w.ShareSurviving)));
        Assert.True(found.Waves[^1].ShareSurviving > 0.05);
        Assert.All(found.Ranges.Index(), r => Assert.InRange(0.2 + (0.06 * r.Index), r.Item.Low, r.Item.High));
    }

    [Fact]
    public void Where_no_parameters_can_meet_the_target_nothing_survives()
    {
        HistoryMatching found = Run(new HistoryOptions { Points = 100 }, [planted[0], new Target("difference", 5, 0.1)]);
        Assert.Empty(found.Survivors);
        Assert.Empty(found.Ranges);
        Assert.Equal(0, found.Waves[2].TargetShares[1]);
    }

    [Fact]
    public void The_second_largest_implausibility_forgives_one_target()
    {
        HistoryOptions options = new() { Points = 3000, Waves = 1, Rule = ImplausibilityRule.SecondMaximum };
        ImmutableArray<Target> targets = [.. planted, new Target("impossible", 5, 0.1)];
        HistoryMatching found = Run(options, targets, (x, _, s) => (s[0], s[1], s[2]) = (x[0] + x[1], x[0] - x[1], 0));
        Assert.All(found.Waves[0].Points, p =>
        {
            Assert.Equal(p.ByTarget.Order().ElementAt(1), p.Implausibility);
            Assert.Equal(p.ByTarget[0] <= 3 && p.ByTarget[1] <= 3, p.Survives);
        });
        Assert.NotEmpty(found.Survivors);
    }

    [Fact]
    public void The_noise_of_the_model_counts_with_the_tolerance()
    {
        // The summary has standard deviation 2 whatever the parameter; the target is 6 away from the mean, 3 when noise and tolerance are known.
        PriorSpace space = new(Prior.Uniform("x", 0, 1));
        Simulation noisy = (_, seed, s) =>
        {
            RandomStream random = new(seed, 0, 0, 0);
            s[0] = 2 * random.Normal();
        };
        ImmutableArray<HistoryPoint> points = HistoryMatching.Run(
            space, noisy, [new Target("s", 6, 1)], new HistoryOptions { Points = 200, Waves = 1, Replicates = 400 }, cancel: TestContext.Current.CancellationToken).Waves[0].Points;
        Assert.Equal(6 / Math.Sqrt((4 * (1 + (1 / 400.0))) + 1), points.Average(p => p.Implausibility), 0.03);

        // A run's noise depends on its point and replicate alone: no two points share it.
        Assert.Equal(200, points.Select(p => p.Implausibility).Distinct().Count());
    }

    [Fact]
    public void Implausibility_is_the_distance_in_standard_deviations_of_one_more_run_and_the_tolerance()
    {
        List<double> runs = [];
        HistoryMatching found = HistoryMatching.Run(
            new PriorSpace(Prior.Uniform("x", 0, 1)),
            (x, seed, s) =>
            {
                RandomStream random = new(seed, 0, 0, 0);
                runs.Add(s[0] = x[0] + random.Normal());
            },
            [new Target("s", 2, 0.7)], new HistoryOptions { Points = 20, Waves = 2, Replicates = 4, Threads = 1 }, cancel: TestContext.Current.CancellationToken);
        Assert.All(found.Waves.SelectMany(w => w.Points).Zip(runs.Chunk(4)), pair =>
        {
            double mean = pair.Second.Average(), variance = pair.Second.Sum(y => (y - mean) * (y - mean)) / 3;
            Assert.Equal(Math.Abs(2 - mean) / Math.Sqrt((variance * 1.25) + 0.49), pair.First.Implausibility, 1e-12);
        });
    }

    [Fact]
    public void A_run_without_a_finite_number_rules_its_point_out()
    {
        HistoryMatching found = Run(new HistoryOptions { Points = 200 }, planted, (x, _, s) => (s[0], s[1]) = (x[0] < 0.29 ? double.NaN : x[0] + x[1], x[0] - x[1]));
        Assert.All(found.Waves.SelectMany(w => w.Points).Where(p => p.Parameters[0] < 0.29), p => Assert.Equal(double.PositiveInfinity, p.Implausibility));
        Assert.True(found.Ranges[0].Low >= 0.29);
    }

    [Fact]
    public void The_same_bits_for_any_number_of_threads()
    {
        string[] texts = [.. new[] { 1, 2, 8 }.Select(threads => Text(new HistoryOptions { Points = 100, Replicates = 4, Threads = threads }))];
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);
        Assert.NotEqual(texts[0], Text(new HistoryOptions { Points = 100, Replicates = 4, Seed = 1 }));

        static string Text(HistoryOptions options) => string.Join(
            '\n', Run(options, planted, (x, seed, s) =>
            {
                RandomStream random = new(seed, 0, 0, 0);
                (s[0], s[1]) = (x[0] + x[1] + (0.02 * random.Normal()), x[0] - x[1] + (0.02 * random.Normal()));
            }).Waves.SelectMany(w => w.Points).Select(p => $"{p.Parameters[0]:R} {p.Parameters[1]:R} {p.Implausibility:R} {p.Survives}"));
    }

    [Fact]
    public void All_bad_options_are_told_in_one_message()
    {
        ArgumentException told = Assert.Throws<ArgumentException>(() => Run(
            new HistoryOptions { Points = 9, CutOff = 0, Rule = (ImplausibilityRule)7 }, [new Target("a", double.NaN, 1), new Target("b", 0, -1)]));
        Assert.Equal(
            "Points is 9; it must be 10…1,000,000; CutOff is 0; it must be above 0 and at most 100; Rule is 7; it must be one of Maximum, SecondMaximum; "
            + "a: the target NaN must be finite; b: the tolerance -1 must be finite and at least 0. (Parameter 'options')",
            told.Message);
        Assert.Contains("There are no summaries", Assert.Throws<ArgumentException>(() => Run(new HistoryOptions(), [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_wave_is_told_when_it_is_done_and_a_stopped_match_throws()
    {
        List<int> told = [];
        using CancellationTokenSource stop = new();
        Assert.ThrowsAny<OperationCanceledException>(() => HistoryMatching.Run(
            square, (x, _, s) => (s[0], s[1]) = (x[0], x[1]), planted, new HistoryOptions { Points = 50, Waves = 5 },
            new Recorder<HistoryWave>(wave =>
            {
                told.Add(wave.Number);
                if (wave.Number == 2)
                    stop.Cancel();
            }),
            stop.Token));
        Assert.Equal([1, 2], told);
    }

    static HistoryMatching Run(HistoryOptions options, ImmutableArray<Target>? targets = null, Simulation? simulation = null) => HistoryMatching.Run(
        square, simulation ?? ((x, _, s) => (s[0], s[1]) = (x[0] + x[1], x[0] - x[1])), targets ?? planted, options, cancel: TestContext.Current.CancellationToken);
}
