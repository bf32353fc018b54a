using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Fangshou.Store;
using Fangshou.Surface.Tests.Docs;
using Fangshou.Tests.Alerts;
using Fangshou.Tests.Ledger;

namespace Fangshou.Surface.Tests.Alerts;

public sealed class AlertsCommandTests : IDisposable
{
    const string Rule = "a row is added to CN with severity at least 2";

    readonly TempFolder folder = new();
    readonly Receiver receiver = new();

    public AlertsCommandTests()
    {
        folder.Write(new MemoryPackage());
        CliResult made = CliRun.Of("workspace", "init", "--data", "package").In(folder.Path).Go();
        Assert.True(made.ExitCode == 0, made.Error);
    }

    public void Dispose()
    {
        receiver.Dispose();
        folder.Dispose();
    }

    CliRun Typed(params string[] words) => CliRun.Of(["alerts", .. words]).In(folder.Path).With("FANGSHOU_WEBHOOK_ALLOW", "127.0.0.0/8").With("FANGSHOU_WEBHOOK_HTTP", "on");

    JsonElement Json(string form, params string[] words)
    {
        CliResult result = Typed([.. words, "--json"]).Go();
        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement answer = JsonDocument.Parse(result.Bytes).RootElement;
        Assert.Empty(SchemaCheck.Errors($"urn:fangshou:{form}:1", answer));
        return answer.GetProperty("data");
    }

    [Fact]
    public async Task A_rule_is_added_looks_tells_is_tested_and_ends()
    {
        JsonElement added = Json("alerts-add", "add", Rule, "--webhook", receiver.Address);
        Assert.Equal((Rule, "armed"), (added.GetProperty("rule").GetString(), added.GetProperty("state").GetString()));
        Assert.Empty(Json("alerts-check", "check").GetProperty("told").EnumerateArray());
        using (Workspace workspace = await Workspace.OpenAsync(folder["fangshou.db"], TimeProvider.System, TestContext.Current.CancellationToken))
        {
            string[] cells = MemoryPackage.Row("cn-2020-12-01-new", areas: "financial-stability", title: "A new row", date: "2020-12-01").Split(',');
            Draft draft = Draft.New("events.csv", MemoryPackage.EventHeader.Split(',').Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal), "It was missing.", "https://example.org/new");
            long candidate = (await workspace.Candidates.ProposeAsync(draft, "Bo", TestContext.Current.CancellationToken)).Candidate!.Value;
            Assert.Equal(CandidateState.Approved, (await workspace.Candidates.ReviewAsync(candidate, approve: true, "Cy", "", TestContext.Current.CancellationToken)).State);
        }

        JsonElement told = Json("alerts-check", "check");
        Assert.Equal("cn-2020-12-01-new", Assert.Single(told.GetProperty("told").EnumerateArray()).GetProperty("rows")[0].GetProperty("id").GetString());
        Assert.Equal(2, told.GetProperty("attempts").GetInt32());
        Assert.Equal("alert", Assert.Single(receiver.Posts).Header("X-Fangshou-Event"));
        Assert.Empty(Json("alerts-check", "check").GetProperty("told").EnumerateArray());
        Assert.All(Json("alerts-test", "test", "1").GetProperty("attempts").EnumerateArray(), attempt => Assert.True(attempt.GetProperty("delivered").GetBoolean()));
        Assert.Equal(["alert", "test"], receiver.Posts.Select(post => post.Header("X-Fangshou-Event")));
        Assert.Equal(0, Typed("end", "1").Go().ExitCode);
        Assert.True(Assert.Single(Json("alerts-list", "list").GetProperty("alerts").EnumerateArray()).GetProperty("ended").GetBoolean());
        Assert.Contains("Told when rows about China", Typed("add", Rule).Go().Output, StringComparison.Ordinal);
        Assert.Contains("待命", Typed("list", "--lang", "zh").Go().Output, StringComparison.Ordinal);
        Assert.DoesNotContain(added.GetProperty("secret").GetString()!, Typed("list", "--verbose").Go().All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_webhook_that_does_not_answer_ends_a_test_with_six()
    {
        Json("alerts-add", "add", Rule, "--webhook", receiver.Address);
        receiver.Answer = _ => "500 Internal Server Error";
        CliResult result = Typed("test", "1").Go();
        Assert.Equal(6, result.ExitCode);
        Assert.Contains("HTTP 500", result.Output, StringComparison.Ordinal);
    }

    /// <summary>By a certificate of an authority that this program trusts, or that only says so.</summary>
    [Theory]
    [InlineData(true, "127.0.0.1", 1)]
    [InlineData(false, "127.0.0.1", 1, false)]
    [InlineData(false, "10.0.0.1", 1)]
    [InlineData(false, "127.0.0.1", -1)]
    public void A_webhook_is_posted_to_only_where_the_certificate_is_trusted_valid_and_of_that_host(bool posted, string host, int daysLeft, bool isTrusted = true)
    {
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256), key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CertificateRequest authorityRequest = new("CN=An authority of the test", authorityKey, HashAlgorithmName.SHA256), request = new($"CN={host}", key, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Parse(host));
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 authority = authorityRequest.CreateSelfSigned(now.AddDays(-9), now.AddDays(9));
        using X509Certificate2 issued = request.Create(authority, now.AddDays(-8), now.AddDays(daysLeft), [1]), certificate = issued.CopyWithPrivateKey(key);
        File.WriteAllText(folder["trusted.pem"], isTrusted ? authority.ExportCertificatePem() : "");
        using Receiver secure = new(certificate);

        Json("alerts-add", "add", Rule, "--webhook", secure.Address);
        CliResult result = Typed("test", "1").With("SSL_CERT_FILE", folder["trusted.pem"]).Go();
        Assert.Equal(posted ? 0 : 6, result.ExitCode);
        Assert.Contains(posted ? "HTTP 204" : "no secure connection: the certificate is not trusted, or TLS failed", result.Output, StringComparison.Ordinal);
        Assert.Equal(posted ? 1 : 0, secure.Posts.Count);
    }

    [Fact]
    public void A_webhook_by_TLS_is_posted_to_nobody_who_answers_in_the_clear()
    {
        Json("alerts-add", "add", Rule, "--webhook", receiver.Address.Replace("http:", "https:", StringComparison.Ordinal));
        CliResult result = Typed("test", "1").Go();
        Assert.Equal(6, result.ExitCode);
        Assert.Contains("no secure connection", result.Output, StringComparison.Ordinal);
        Assert.Empty(receiver.Posts);
    }

    [Theory]
    [InlineData(2, "did you mean 'phase'?", "add", "the fase of CN/ai changes")]
    [InlineData(2, "webhook: the address leads to a host that is not public", "add", Rule, "--webhook", "https://10.0.0.1/")]
    [InlineData(2, "email: no mail server is set here", "add", Rule, "--email", "ann@example.org")]
    [InlineData(2, "is no e-mail address", "add", Rule, "--email", "ann")]
    [InlineData(3, "there is no alert rule 7", "end", "7")]
    [InlineData(3, "there is no alert rule 7", "test", "7")]
    [InlineData(3, "there is no workspace", "list", "--database", "none.db")]
    public void What_cannot_be_done_is_told(int code, string says, params string[] words)
    {
        CliResult result = Typed(words).Go();
        Assert.Equal(code, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FANGSHOU_WEBHOOK_ALLOW", "10.0.0.0/99", "'10.0.0.0/99' is not a network such as 10.1.0.0/16.")]
    [InlineData("FANGSHOU_WEBHOOK_HTTP", "perhaps", "'perhaps' is not one of on, off.")]
    [InlineData("FANGSHOU_SITE", "fangshou", "'fangshou' is not an address")]
    [InlineData("FANGSHOU_SMTP_HOST", "mail.example.org", "FANGSHOU_SMTP_FROM is not")]
    public void A_setting_that_does_not_fit_is_told_with_its_source(string variable, string value, string says)
    {
        CliResult result = Typed("list").With(variable, value).Go();
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_mail_may_stand_in_the_settings_file_and_the_password_is_never_shown()
    {
        File.WriteAllText(folder["fangshou.json"], """{ "smtpHost": "127.0.0.1", "smtpPort": 1, "smtpTls": "off", "smtpFrom": "alerts@example.org", "smtpUser": "ann", "smtpPassword": "open sesame" }""");
        Json("alerts-add", "add", Rule, "--email", "bo@example.org");
        CliResult result = Typed("test", "1", "--verbose").Go();
        Assert.Equal(6, result.ExitCode);
        Assert.Contains("no connection to the mail server", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", result.All, StringComparison.Ordinal);
        File.WriteAllText(folder["fangshou.json"], string.Create(CultureInfo.InvariantCulture, $$"""{ "smtpHst": "x" }"""));
        Assert.Contains("smtpHost", Typed("list").Go().Error, StringComparison.Ordinal);
    }
}
