using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fangshou.Surface.Tests.Web;

public sealed class TlsTests
{
    const string Host = "fangshou.example";

    static X509Certificate2 SelfSigned(RSA key)
    {
        CertificateRequest request = new($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(Host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("one-pem")]
    [InlineData("pfx")]
    public async Task It_answers_over_TLS_with_the_certificate_that_it_was_given(string form)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using TempFolder folder = new();
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = SelfSigned(key);
        string password = "a password of the test";
        List<string> options = ["--host", Host];
        switch (form)
        {
            case "pem":
                await File.WriteAllTextAsync(folder["c.pem"], certificate.ExportCertificatePem(), stop);
                await File.WriteAllTextAsync(folder["k.pem"], key.ExportPkcs8PrivateKeyPem(), stop);
                options.AddRange(["--tls", folder["c.pem"], "--tls-key", folder["k.pem"]]);
                break;
            case "one-pem":
                await File.WriteAllTextAsync(folder["c.pem"], certificate.ExportCertificatePem() + "\n" + key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)), stop);
                options.AddRange(["--tls", folder["c.pem"]]);
                break;
            default:
                await File.WriteAllBytesAsync(folder["c.pfx"], certificate.Export(X509ContentType.Pkcs12, password), stop);
                options.AddRange(["--tls", folder["c.pfx"]]);
                break;
        }

        await using GuardedDashboard guarded = new([.. options], form == "pem" ? [] : new(StringComparer.Ordinal) { ["FANGSHOU_TLS_PASSWORD"] = password });
        await guarded.InitializeAsync();
        Assert.Equal("https", guarded.Server.Address.Scheme);
        string? thumbprint = null;
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => (thumbprint = ((X509Certificate2)shown!).Thumbprint) == certificate.Thumbprint;
        using HttpClient client = new(handler) { BaseAddress = guarded.Server.Address };
        client.DefaultRequestHeaders.Host = Host;
        using (HttpResponseMessage response = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), stop))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
            Assert.All(response.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Equal(certificate.Thumbprint, thumbprint);
        using Visitor visitor = new(guarded.Server.Address);
        await visitor.SignIn(guarded.Keys["reader"]);
        Assert.Contains("<h1>reader</h1>", (await visitor.Get("/account")).Page, StringComparison.Ordinal);
        Assert.DoesNotContain(password, guarded.Server.Said, StringComparison.Ordinal);

        // Without TLS nobody is answered.
        using HttpClient plain = new() { BaseAddress = new Uri($"http://{guarded.Server.Address.Authority}") };
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => plain.GetAsync(new Uri("/sign-in", UriKind.Relative), stop));
    }
}
