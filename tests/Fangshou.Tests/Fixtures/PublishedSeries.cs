namespace Fangshou.Tests.Fixtures;

/// <summary>Small series in the public domain on which others have published results.</summary>
static class PublishedSeries
{
    /// <summary>
    /// Earthquakes of magnitude 7 and more in the world, a year, 1900–2006 (107 years). Data of the US Geological Survey, as used by
    /// W. Zucchini and I. MacDonald, Hidden Markov Models for Time Series, CRC 2009, table 1.1.
    /// </summary>
    internal static ReadOnlySpan<int> Earthquakes =>
    [
        13, 14, 8, 10, 16, 26, 32, 27, 18, 32, 36, 24, 22, 23, 22, 18, 25, 21, 21, 14,
        8, 11, 14, 23, 18, 17, 19, 20, 22, 19, 13, 26, 13, 14, 22, 24, 21, 22, 26, 21,
        23, 24, 27, 41, 31, 27, 35, 26, 28, 36, 39, 21, 17, 22, 17, 19, 15, 34, 10, 15,
        22, 18, 15, 20, 15, 22, 19, 16, 30, 27, 29, 23, 20, 16, 21, 21, 25, 16, 18, 15,
        18, 14, 10, 15, 8, 15, 6, 11, 8, 7, 18, 16, 13, 12, 13, 20, 15, 16, 12, 18,
        15, 16, 13, 15, 16, 11, 11,
    ];

    /// <summary>
    /// Explosions in British coal mines with ten or more deaths, a year, 1851–1962 (112 years, 191 explosions). R. Jarrett,
    /// Biometrika 66 (1979) 191–193, counted from the dates in D. Hand et al., A Handbook of Small Data Sets, 1994.
    /// </summary>
    internal static ReadOnlySpan<int> CoalDisasters =>
    [
        4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4,
        5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3, 2,
        2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2,
        0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2,
        3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 3, 3, 0, 0, 0, 1, 4, 0, 0, 0,
        1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1,
    ];
}
