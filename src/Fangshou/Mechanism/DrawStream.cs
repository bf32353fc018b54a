namespace Fangshou.Mechanism;

/// <summary>What a random number of the mechanism is drawn for: the fourth word of its name.</summary>
static class DrawStream
{
    internal const uint
        InitialSize = 1, Home = 2, Ties = 3, SectorAge = 4,
        Slack = 10, FirmGrowth = 11, Incident = 12, Report = 13, Decision = 14, Acts = 15, Fine = 16, FineSize = 17,
        Content = 18, DraftFate = 19, Resonance = 20, Entry = 21, Closure = 22, Delay = 23;
}
