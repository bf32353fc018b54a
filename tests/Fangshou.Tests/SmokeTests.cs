namespace Fangshou.Tests;

public class SmokeTests { [Fact] public void Month_counts() => Assert.Equal(1, Fangshou.Ledger.Month.Of(2020, 12) - Fangshou.Ledger.Month.Of(2020, 11)); }
