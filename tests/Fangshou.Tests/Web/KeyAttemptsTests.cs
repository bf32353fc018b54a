using System.Net;
using Fangshou.Web.Access;

namespace Fangshou.Tests.Web;

public sealed class KeyAttemptsTests
{
    static readonly IPAddress here = IPAddress.Parse("203.0.113.7");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Task<(string? Opened, TimeSpan? Wait)> Try(KeyAttempts attempts, string? opens, IPAddress? from = null) => attempts.Try(from ?? here, () => Task.FromResult(opens), Stop);

    [Fact]
    public async Task After_ten_wrong_keys_an_address_waits_until_the_first_is_a_minute_old()
    {
        HandTime time = new();
        using KeyAttempts attempts = new(time);
        for (int i = 0; i < KeyAttempts.MostFailed; i++)
        {
            Assert.Equal((null, null), await Try(attempts, null));
            time.Pass(TimeSpan.FromSeconds(1));
        }

        // Even the right key.
        Assert.Equal((null, TimeSpan.FromSeconds(50)), await Try(attempts, "open"));
        time.Pass(TimeSpan.FromSeconds(50));
        Assert.Equal(("open", null), await Try(attempts, "open"));
        Assert.Equal((null, null), await Try(attempts, null));
        Assert.Equal(TimeSpan.FromSeconds(1), (await Try(attempts, null)).Wait);
    }

    [Fact]
    public async Task Right_keys_are_not_counted_and_other_addresses_not_held_to_account()
    {
        using KeyAttempts attempts = new(new HandTime());
        for (int i = 0; i < 30; i++)
            Assert.Equal(("open", null), await Try(attempts, "open"));
        for (int i = 0; i < 12; i++)
            await Try(attempts, null);
        Assert.NotNull((await Try(attempts, "open")).Wait);
        Assert.Equal(("open", null), await Try(attempts, "open", IPAddress.Parse("203.0.113.8")));
        // One network of IPv6 is one caller, however many addresses it has.
        for (int i = 0; i < 10; i++)
            await Try(attempts, null, IPAddress.Parse($"2001:db8:1:2::{i + 1:x}"));
        Assert.NotNull((await Try(attempts, "open", IPAddress.Parse("2001:db8:1:2:ffff::1"))).Wait);
        Assert.Null((await Try(attempts, "open", IPAddress.Parse("2001:db8:1:3::1"))).Wait);
    }

    [Fact]
    public async Task Many_at_once_are_tried_one_after_the_other()
    {
        using KeyAttempts attempts = new(new HandTime());
        int tried = 0, now = 0, most = 0;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(
            () => attempts.Try<string>(
                here,
                async () =>
                {
                    Interlocked.Increment(ref tried);
                    most = Math.Max(most, Interlocked.Increment(ref now));
                    await Task.Yield();
                    Interlocked.Decrement(ref now);
                    return null;
                },
                Stop),
            Stop)));
        Assert.Equal((KeyAttempts.MostFailed, 1), (tried, most));
    }

    [Theory]
    [InlineData("/ledger", "/ledger")]
    [InlineData("/ledger?search=a%20b&lang=zh", "/ledger?search=a%20b&lang=zh")]
    [InlineData("/cells/CN/ai#text", "/cells/CN/ai#text")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("ledger", "/")]
    [InlineData("~/ledger", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/a\\b", "/")]
    [InlineData("/\tevil", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/sign-in?return=/sign-in", "/")]
    [InlineData("/Sign-Out", "/")]
    public void Whoever_comes_back_comes_back_here(string? asked, string leads) => Assert.Equal(leads, Return.Local(asked));
}

/// <summary>Time that passes when the test says so.</summary>
sealed class HandTime : TimeProvider
{
    DateTimeOffset now = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Pass(TimeSpan time) => now += time;
}
