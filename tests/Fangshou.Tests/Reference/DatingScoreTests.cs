using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Reference;
using Fangshou.Signals;
using Fangshou.Tests.Ledger;

namespace Fangshou.Tests.Reference;

/// <summary>The score against datings, on one planted cell: lax 2015–2018, crackdown 2019–2020, easing 2021, lax 2022–2024.</summary>
public class DatingScoreTests
{
    static readonly Cell cell = new("CN", "ai");

    static readonly Month first = Month.Of(2015, 1), last = Month.Of(2024, 12);

    static readonly ImmutableArray<ReferenceDating> datings =
    [
        Dating(Phase.Lax, 2015, 2018), Dating(Phase.Crackdown, 2019, 2020), Dating(Phase.Easing, 2021, 2021), Dating(Phase.Lax, 2022, 2024),
    ];

    [Fact]
    public void A_perfect_reading_agrees_in_every_month_and_errs_by_none()
    {
        DatingScore score = Score(datings, 0);
        Assert.Equal((1.0, 0.0, 0), (score.MonthsInAgreement, score.MedianAbsoluteOnsetErrorMonths, score.OnsetsMissed));
        Assert.Equal((1.0, 1.0), score.MonthsInAgreementInterval);
        Assert.Empty(score.Disagreements);
        Assert.Equal(120, Assert.Single(score.Cells).MonthsCompared);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void A_reading_shifted_by_five_months_errs_by_five(int shift)
    {
        DatingScore score = Score(datings, shift);
        Assert.Equal(5, score.MedianAbsoluteOnsetErrorMonths);
        Assert.All(score.Cells[0].Onsets, o => Assert.Equal(shift, o.ErrorMonths));

        // Three turns, five months each.
        Assert.Equal(105.0 / 120, score.MonthsInAgreement, 12);
        Assert.Equal(3, score.Disagreements.Length);
        Assert.True(score.MonthsInAgreementInterval.Low < score.MonthsInAgreement && score.MonthsInAgreement < score.MonthsInAgreementInterval.High);
    }

    [Fact]
    public void A_missed_onset_counts_as_infinitely_late()
    {
        DatingScore score = DatingScore.Compute(datings, (_, _) => Path([(Phase.Lax, first)]), 1);
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity, 2), (score.MedianAbsoluteOnsetErrorMonths, score.MedianErrorBeyondUncertaintyMonths, score.OnsetsMissed));
        Assert.Equal(double.NaN, score.MedianReadOnsetErrorMonths);
        Assert.Equal(84.0 / 120, score.MonthsInAgreement, 12);
    }

    [Fact]
    public void A_missed_onset_leaves_the_error_of_the_others_as_it_is()
    {
        DatingScore score = DatingScore.Compute(datings, (_, _) => Path([(Phase.Lax, first), (Phase.Crackdown, Month.Of(2019, 4)), (Phase.Lax, Month.Of(2021, 1))]), 1);
        Assert.Equal((3, 1), (score.MedianReadOnsetErrorMonths, score.OnsetsMissed));
        Assert.Equal(double.PositiveInfinity, score.MedianAbsoluteOnsetErrorMonths);
    }

    [Fact]
    public void An_onset_read_more_than_two_years_away_is_a_miss() =>
        Assert.Equal(2, DatingScore.Compute(datings, (_, _) => Path([(Phase.Lax, first), (Phase.Crackdown, Month.Of(2016, 12)), (Phase.Easing, Month.Of(2023, 2))]), 1).OnsetsMissed);

    [Fact]
    public void Months_within_the_stated_uncertainty_are_not_held_against_a_reading()
    {
        ImmutableArray<ReferenceDating> vague = [.. datings.Select(d => d with { StartUncertaintyMonths = 5 })];

        // The easing of twelve months gives way for a quarter of its length alone: of the five months it is read late, two remain.
        DatingScore score = Score(vague, 5);
        Assert.Equal(118.0 / 120, score.MonthsInAgreement, 12);
        Assert.Equal((5, 0), (score.MedianAbsoluteOnsetErrorMonths, score.MedianErrorBeyondUncertaintyMonths));
        Assert.Equal(3, Score([.. datings.Select(d => d with { StartUncertaintyMonths = 2 })], 5).MedianErrorBeyondUncertaintyMonths);
    }

    [Fact]
    public void An_open_dating_ends_where_somebody_dates_another_phase()
    {
        ReferenceDating open = datings[1] with { End = null }, later = datings[2], elsewhere = datings[3] with { Sectors = ["gaming"], Start = new DateOnly(2020, 1, 1) };
        ImmutableArray<ReferenceDating> closed = ReferenceDating.CloseSuperseded([open, later, elsewhere]);
        Assert.Equal(Month.Of(2020, 12), closed[0].LastMonth);
        Assert.Equal(Month.Of(2021, 12), closed[1].LastMonth);
        Assert.Equal(open.StartMonth + (ReferenceDating.LongestOpenMonths - 1), ReferenceDating.CloseSuperseded([open, elsewhere])[0].LastMonth);
        Assert.Equal(1, Score([closed[0], closed[1]], 0).MonthsInAgreement);
        Assert.True(Score([open], 0).MonthsInAgreement < 1);
    }

    [Fact]
    public void Contradicting_datings_are_told_apart_from_a_wrong_reading()
    {
        ReferenceDating other = Dating(Phase.Crackdown, 2021, 2021);
        CellScore score = Score([.. datings, other], 0).Cells[0];
        Assert.Equal(1, score.MonthsInAgreement);
        Assert.Equal(108.0 / 120, score.MonthsInFullAgreement, 12);
        Assert.Equal(12.0 / 120, score.MonthsDisputed, 12);
    }

    [Fact]
    public void A_cell_without_rows_of_its_own_is_read_as_its_whole_sector()
    {
        ReferenceDating narrow = datings[1] with { Areas = ["data-privacy"] };
        List<Cell> asked = [];
        DatingScore score = DatingScore.Compute([narrow], (c, _) =>
        {
            asked.Add(c);
            return c.Area is null ? Planted(0) : null;
        }, 1);
        Assert.Equal([cell with { Area = "data-privacy" }, cell], asked);
        Assert.Equal(1, score.MonthsInAgreement);
    }

    [Fact]
    public void Datings_that_nothing_was_read_for_are_refused() =>
        Assert.Throws<ArgumentException>(() => DatingScore.Compute(datings, (_, _) => null, 1));

    [Fact]
    public void A_package_with_sectors_of_its_own_is_read_and_scored_by_its_own_words()
    {
        MemoryPackage package = new MemoryPackage()
            .Set("vocabularies/sectors.csv", "id,parent,aliases,title_en", "beekeeping,,bees,Beekeeping", "queen-rearing,beekeeping,,Queen rearing")
            .Set("vocabularies/jurisdictions.csv", "id,parent,title_en", "SI,,Slovenia")
            .Set(
                "phases.csv",
                "jurisdiction,sectors,areas,phase,start,end,start_uncertainty_months,basis,source_url,source_publisher",
                "SI,bees,,crackdown,2019-01-01,2020-12-31,0,Somebody dates it so,https://example.org/p,Example",
                "SI,queen-rearing,,easing,2021-01-01,,3,Somebody dates it so,https://example.org/p,Example");
        ImmutableArray<ReferenceDating> read = ReferenceReader.Read(package.Open, LedgerReader.ReadCodebook(package.Open));
        Assert.Equal([new Cell("SI", "beekeeping"), new Cell("SI", "queen-rearing")], read.SelectMany(d => d.Cells));
        Assert.Equal(3, read[1].StartUncertaintyMonths);
        PhasePath bees = Planted(0, new Cell("SI", "beekeeping"));
        DatingScore score = DatingScore.Compute(read, (c, _) => c.Sector == "beekeeping" ? bees : null, 1);
        Assert.Equal((24, 1.0, 0.0), (score.Cells[0].MonthsCompared, score.MonthsInAgreement, score.MedianAbsoluteOnsetErrorMonths));
    }

    [Fact]
    public void A_dating_of_an_unknown_sector_is_told_where_it_stands()
    {
        MemoryPackage package = new MemoryPackage().Change("phases.csv", "CN,ai,", "CN,beekeeping,");
        LedgerFormatException thrown = Assert.Throws<LedgerFormatException>(() => ReferenceReader.Read(package.Open, LedgerReader.ReadCodebook(package.Open)));
        Finding finding = Assert.Single(thrown.Findings);
        Assert.Equal(("phases.csv", 2, "sectors"), (finding.File, finding.Row, finding.Column));
    }

    static DatingScore Score(ImmutableArray<ReferenceDating> against, int shift)
    {
        PhasePath path = Planted(shift);
        return DatingScore.Compute(against, (_, _) => path, 1);
    }

    static PhasePath Planted(int shift, Cell? of = null) => Path(
        [(Phase.Lax, first), (Phase.Crackdown, Month.Of(2019, 1) + shift), (Phase.Easing, Month.Of(2021, 1) + shift), (Phase.Lax, Month.Of(2022, 1) + shift)], of);

    static PhasePath Path((Phase Phase, Month Start)[] turns, Cell? of = null)
    {
        Month[] months = [.. Enumerable.Range(0, last - first + 1).Select(i => first + i)];
        ImmutableArray<PhaseProbabilities> smoothed =
        [
            .. months.Select(m => turns.Last(t => t.Start <= m).Phase).Select(p => new PhaseProbabilities(p == Phase.Lax ? 1 : 0, p == Phase.Crackdown ? 1 : 0, p == Phase.Easing ? 1 : 0)),
        ];
        return new PhasePath
        {
            Signals = new SignalSeries
            {
                Cell = of ?? cell,
                Lane = Lane.General,
                AsOf = new AsOf(last.LastDay),
                DataVersion = "planted",
                Months = [.. months.Select(m => new SignalMonth(m, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0, Standing: false, 0, Provisional: false))],
                Events = [],
            },
            Filtered = smoothed,
            Smoothed = smoothed,
            Spells =
            [
                .. turns.Select((t, i) => new Spell(
                    t.Phase, t.Start, new MonthInterval(t.Start, t.Start), i + 1 < turns.Length ? turns[i + 1].Start + -1 : null, null, 1)),
            ],
            Dwells = [],
            Diagnostics = new FitDiagnostics(1, 1000, true, ""),
            ModelVersion = "planted",
            Seed = 0,
        };
    }

    static ReferenceDating Dating(Phase phase, int fromYear, int toYear) => new()
    {
        Jurisdiction = "CN",
        Sectors = ["ai"],
        Areas = [],
        Phase = phase,
        Start = new DateOnly(fromYear, 1, 1),
        End = new DateOnly(toYear, 12, 31),
        StartUncertaintyMonths = 0,
        Basis = "planted",
        Source = new Source("https://example.org", "Example"),
    };
}
