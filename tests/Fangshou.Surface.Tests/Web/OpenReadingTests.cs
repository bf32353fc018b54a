using System.Net;

namespace Fangshou.Surface.Tests.Web;

/// <summary>A server that everybody may read, and whose pages are kept for the next: only what everybody may see.</summary>
public sealed class OpenReadingTests
{
    [Fact]
    public async Task Everybody_reads_the_same_kept_page_and_only_who_signed_in_sees_his_name()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using GuardedDashboard guarded = new(["--reading", "open"], []);
        await guarded.InitializeAsync();
        using Visitor nobody = new(guarded.Server.Address), admin = new(guarded.Server.Address);
        Assert.Contains(">Sign in</a>", (await nobody.Get("/about")).Page, StringComparison.Ordinal);
        using (HttpResponseMessage kept = await nobody.Client.GetAsync(new Uri("/about", UriKind.Relative), stop))
        {
            Assert.True(kept.Headers.Contains("Age"), "The page was not kept.");
            Assert.Contains("Cookie", kept.Headers.Vary);
        }

        await admin.SignIn(guarded.Keys["admin"]);
        for (int i = 0; i < 2; i++)
        {
            Assert.Contains(">admin</a>", (await admin.Get("/about")).Page, StringComparison.Ordinal);
            Assert.DoesNotContain(">admin</a>", (await nobody.Get("/about")).Page, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await admin.Get("/users")).Status);
            Assert.Equal(HttpStatusCode.SeeOther, (await nobody.Get("/users")).Status);
            Assert.Equal(HttpStatusCode.SeeOther, (await nobody.Get("/account")).Status);
        }

        // Reading is open, writing is not.
        using HttpResponseMessage post = await nobody.Post("/ledger", [("a", "b")]);
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?return=%2Fledger"), (post.StatusCode, post.Headers.Location!.ToString()));
    }
}
