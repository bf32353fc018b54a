using CsCheck;
using Fangshou.Store;
using Fangshou.Web.Api;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;

namespace Fangshou.Surface.Tests.Web;

public sealed class CursorTests
{
    [Fact]
    public void A_cursor_leads_back_to_its_place() => Gen.Select(Gen.Int[0, int.MaxValue], Gen.String).Sample((place, question) => Cursor.Read(Cursor.At(place, question), question) == place);

    [Fact]
    public void A_cursor_of_another_question_or_with_another_letter_is_none() => Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 21], Gen.Char['a', 'z']).Sample((place, at, letter) =>
    {
        string cursor = Cursor.At(place, "one");
        Assert.Throws<RefusedException>(() => Cursor.Read(cursor, "another"));
        string changed = cursor[..at] + letter + cursor[(at + 1)..];
        if (changed != cursor)
            Assert.Throws<RefusedException>(() => Cursor.Read(changed, "one"));
    });
}

public sealed class AddressTextTests
{
    [Fact]
    public void Whatever_is_escaped_as_UTF8_is_text() => Gen.String[Gen.Char[' ', '\uD7FF'], 0, 40].Sample(text => AddressText.IsText("?a=" + Uri.EscapeDataString(text)));

    [Theory]
    [InlineData("?a=%")]
    [InlineData("?a=%4")]
    [InlineData("?a=%zz")]
    [InlineData("?a=%FF")]
    [InlineData("?a=%C0%AF")]
    [InlineData("?a=%ED%A0%80")]
    [InlineData("?a=ä")]
    public void Half_escapes_and_bytes_that_are_no_characters_are_not(string query) => Assert.False(AddressText.IsText(query));
}

public sealed class LongAnswersTests
{
    [Fact]
    public async Task Questions_without_number_are_put_off_and_those_at_work_are_still_answered()
    {
        using SemaphoreSlim gate = new(0);
        using CancellationTokenSource stopping = new();
        LongAnswers<int, string> answers = new(100, gate, (key, _, _) => $"{key}", stopping.Token);
        int taken = 0;
        Assert.Throws<NotReadyException>(() =>
        {
            for (; taken < 1000; taken++)
                Assert.False(answers.Now(taken).IsReady);
        });
        Assert.InRange(taken, 8, 100);
        Assert.False(answers.Now(0).IsReady);

        gate.Release();
        for (int i = 0; i < taken; i++)
            for (int tries = 0; !(await answers.Within(i, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).IsReady; tries++)
                Assert.True(tries < 10);
        Assert.Equal($"{taken - 1}", answers.Now(taken - 1).Value);
    }

    [Fact]
    public async Task Work_that_is_given_up_is_put_off_however_it_ends_and_other_faults_are_told()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using SemaphoreSlim gate = new(1);
        using CancellationTokenSource stopping = new();
        LongAnswers<string, string> answers = new(
            100, gate, (key, _, stop) =>
            {
                if (key == "stopped")
                    stop.WaitHandle.WaitOne();
                throw new InvalidOperationException(key);
            },
            stopping.Token);
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => answers.Within("broken", TimeSpan.FromSeconds(30), cancellation))).Message);
        Assert.False(answers.Now("stopped").IsReady);
        await stopping.CancelAsync();
        await Assert.ThrowsAsync<NotReadyException>(() => answers.Within("stopped", TimeSpan.FromSeconds(30), cancellation));
    }
}
