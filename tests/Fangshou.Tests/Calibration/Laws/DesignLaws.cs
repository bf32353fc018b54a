using CsCheck;
using Fangshou.Calibration;

namespace Fangshou.Tests.Calibration.Laws;

/// <summary>Points of the unit cube lie where their designs say.</summary>
public class DesignLaws
{
    [Fact]
    public void A_Latin_hypercube_has_one_point_in_every_stratum_of_every_coordinate() => Gen.Select(Gen.Int[1, 300], Gen.Int[1, 8], Gen.ULong).Sample((n, d, seed) =>
    {
        double[] points = new double[n * d];
        LatinHypercube.Fill(d, seed, points);
        for (int i = 0; i < d; i++)
            Assert.Equal(Enumerable.Range(0, n), points.Where((_, at) => at % d == i).Select(x => (int)Math.Floor(x * n)).Order());
    });

    [Fact]
    public void The_coordinates_of_a_Latin_hypercube_are_in_different_orders_and_seeds_differ()
    {
        double[] points = new double[400], other = new double[400];
        LatinHypercube.Fill(2, 1, points);
        LatinHypercube.Fill(2, 2, other);
        Assert.NotEqual(points, other);

        // Correlation of 200 independent pairs: SD 0.07.
        double r = points.Chunk(2).Average(p => (p[0] - 0.5) * (p[1] - 0.5)) * 12;
        Assert.InRange(r, -0.3, 0.3);
    }

    /// <summary>Joe and Kuo (2008), and the notes to their table: the first ten points in three dimensions.</summary>
    [Fact]
    public void The_first_points_of_the_sequence_are_the_published_ones()
    {
        double[][] published =
        [
            [0, 0, 0], [.5, .5, .5], [.75, .25, .25], [.25, .75, .75], [.375, .375, .625],
            [.875, .875, .125], [.625, .125, .875], [.125, .625, .375], [.1875, .3125, .9375], [.6875, .8125, .4375],
        ];
        double[] points = new double[30];
        SobolSequence.Fill(3, 0, points);
        Assert.Equal(published.SelectMany(p => p), points);
    }

    /// <summary>A slip of one digit still gives a good-looking sequence: the sum was computed from a second copy of the published table, with other code.</summary>
    [Fact]
    public void The_direction_numbers_have_the_checksum_of_the_published_table()
    {
        ulong hash = 0xCBF29CE484222325;
        unchecked
        {
            foreach (uint direction in SobolDirections.Table(64))
                hash = (hash ^ direction) * 0x100000001B3;
        }

        Assert.Equal(0x96E7B29433E2F043UL, hash);
    }

    [Fact]
    public void The_sequence_can_be_entered_anywhere() => Gen.Select(Gen.Int[1, 64], Gen.Int[0, 5000]).Sample((d, first) =>
    {
        double[] whole = new double[(first + 3) * d], part = new double[3 * d];
        SobolSequence.Fill(d, 0, whole);
        SobolSequence.Fill(d, first, part);
        Assert.Equal(whole[(first * d)..], part);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_a_power_of_two_of_points_one_falls_into_every_slice_of_every_coordinate(bool shifted)
    {
        const int Dimensions = 64, Points = 1 << 10;
        double[] points = Sequence(Dimensions, Points, shifted);
        for (int d = 0; d < Dimensions; d++)
            Assert.Equal(Enumerable.Range(0, Points), points.Where((_, at) => at % Dimensions == d).Select(x => (int)Math.Floor(x * Points)).Order());
    }

    /// <summary>The first two coordinates form a (0, m, 2)-net: a stronger test of both directions together.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_a_power_of_two_of_points_one_falls_into_every_box_of_that_area_in_the_first_two_coordinates(bool shifted)
    {
        const int LogPoints = 8, Points = 1 << LogPoints;
        double[][] points = [.. Sequence(2, Points, shifted).Chunk(2)];
        for (int logWide = 0; logWide <= LogPoints; logWide++)
        {
            int wide = 1 << logWide, high = Points / wide;
            Assert.Equal(Enumerable.Range(0, Points), points.Select(p => ((int)(p[0] * wide) * high) + (int)(p[1] * high)).Order());
        }
    }

    /// <summary>Property A of Sobol': of any 2ᴰ points from the start, one falls into each of the 2ᴰ octants. Joe and Kuo's numbers have it.</summary>
    [Fact]
    public void Of_two_to_the_D_points_one_falls_into_every_orthant()
    {
        const int Dimensions = 12;
        double[] points = Sequence(Dimensions, 1 << Dimensions, shifted: false);
        Assert.Equal(Enumerable.Range(0, 1 << Dimensions), points.Chunk(Dimensions).Select(p => p.Aggregate(0, (bits, x) => (2 * bits) + (x >= 0.5 ? 1 : 0))).Order());
    }

    [Fact]
    public void Shifts_differ_between_seeds_and_coordinates_and_never_touch_the_faces()
    {
        double[] one = Sequence(20, 64, shifted: true, seed: 1), two = Sequence(20, 64, shifted: true, seed: 2);
        Assert.NotEqual(one, two);
        Assert.Equal(20, one[..20].Distinct().Count());
        Assert.All(one, x => Assert.InRange(x, double.Epsilon, Math.BitDecrement(1.0)));
    }

    [Fact]
    public void A_grid_that_is_no_whole_number_of_rows_is_refused()
    {
        Assert.Contains("7 values are no whole number of rows", Assert.Throws<ArgumentException>(() => LatinHypercube.Fill(2, 1, new double[7])).Message, StringComparison.Ordinal);
        Assert.Contains("7 values are no whole number of rows of 2 dimensions", Assert.Throws<ArgumentException>(() => SobolSequence.Fill(2, 0, new double[7])).Message, StringComparison.Ordinal);
        Assert.Contains("dimensions is 65; it must be 1…64", Assert.Throws<ArgumentException>(() => SobolSequence.FillShifted(65, 0, new double[65])).Message, StringComparison.Ordinal);
    }

    static double[] Sequence(int dimensions, int points, bool shifted, ulong seed = 3)
    {
        double[] all = new double[points * dimensions];
        if (shifted)
            SobolSequence.FillShifted(dimensions, seed, all);
        else
            SobolSequence.Fill(dimensions, 0, all);
        return all;
    }
}
