using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fangshou.Surface.Tests.Web;

/// <summary>A provider of OpenID Connect in the process of the test: whoever comes is signed in at once, as whom the test says.</summary>
/// <remarks>Authorization code with PKCE (RFC 7636), RS256; as much of OpenID Connect Core 1.0 as a client needs, checked strictly.</remarks>
sealed class SmallProvider : IAsyncDisposable
{
    public const string ClientId = "fangshou-test", ClientSecret = "the-secret-of-the-client-93f1";

    const string KeyId = "k1";

    readonly WebApplication app;
    readonly RSA key = RSA.Create(2048), otherKey = RSA.Create(2048);
    readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> codes = new(StringComparer.Ordinal);

    SmallProvider()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["userinfo_endpoint"] = $"{Issuer}/userinfo",
            ["jwks_uri"] = $"{Issuer}/jwks",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["code_challenge_methods_supported"] = new[] { "S256" },
        }));
        app.MapGet("/jwks", () => Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Url(key.ExportParameters(false).Modulus!), e = Url(key.ExportParameters(false).Exponent!) } } }));
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", Token);
        app.MapGet("/userinfo", () => Results.Json(Claims()));
    }

    /// <summary>Where it is.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>What it says of whoever comes.</summary>
    public Dictionary<string, object> Says { get; } = new(StringComparer.Ordinal) { ["sub"] = "248289761001", ["email"] = "nobody@example.org" };

    /// <summary>What is wrong with its tokens; empty for nothing.</summary>
    public string Wrong { get; set; } = "";

    /// <summary>All that was secret on the way.</summary>
    public ConcurrentBag<string> Secrets { get; } = [];

    public static async Task<SmallProvider> Start(CancellationToken cancellation)
    {
        SmallProvider provider = new();
        await provider.app.StartAsync(cancellation);
        provider.Issuer = provider.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
        otherKey.Dispose();
    }

    IResult Authorize(HttpRequest request)
    {
        IQueryCollection query = request.Query;
        bool isSound = query["response_type"] == "code" && query["client_id"] == ClientId && query["code_challenge_method"] == "S256" && query["code_challenge"].ToString().Length == 43
            && query["state"].ToString().Length > 20 && query["nonce"].ToString().Length > 20 && query["scope"].ToString().Split(' ').Contains("openid") && query["response_mode"].ToString() is "" or "query";
        if (!isSound)
            return Results.BadRequest(query.ToString());
        string code = Url(RandomNumberGenerator.GetBytes(24));
        Secrets.Add(code);
        codes[code] = (query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!);
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    async Task<IResult> Token(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        string verifier = form["code_verifier"].ToString();
        Secrets.Add(verifier);
        // A code is taken once, from who asked for it.
        bool isSound = codes.TryRemove(form["code"].ToString(), out (string Nonce, string Challenge, string Redirect) known)
            && form["client_id"] == ClientId && form["client_secret"] == ClientSecret && form["grant_type"] == "authorization_code" && form["redirect_uri"] == known.Redirect
            && Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == known.Challenge;
        if (!isSound)
            return Results.Json(new { error = "invalid_grant" }, statusCode: (int)HttpStatusCode.BadRequest);
        string token = IdToken(known.Nonce), access = Url(RandomNumberGenerator.GetBytes(24));
        Secrets.Add(token);
        Secrets.Add(access);
        return Results.Json(new { access_token = access, token_type = "Bearer", expires_in = 300, id_token = token });
    }

    Dictionary<string, object> Claims() => new(Says, StringComparer.Ordinal);

    string IdToken(string nonce)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, object> claims = Claims();
        claims["iss"] = Wrong == "issuer" ? "https://evil.example" : Issuer;
        claims["aud"] = Wrong == "audience" ? "another-client" : ClientId;
        claims["nonce"] = Wrong == "nonce" ? "another-nonce" : nonce;
        claims["iat"] = now;
        claims["exp"] = Wrong == "expired" ? now - 7200 : now + 300;
        string head = Part(new { alg = Wrong == "unsigned" ? "none" : "RS256", typ = "JWT", kid = KeyId }), body = Part(claims);
        RSA signer = Wrong == "signature" ? otherKey : key;
        string signature = Wrong == "unsigned" ? "" : Url(signer.SignData(Encoding.ASCII.GetBytes($"{head}.{body}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return string.Create(CultureInfo.InvariantCulture, $"{head}.{body}.{signature}");
    }

    static string Part(object value) => Url(JsonSerializer.SerializeToUtf8Bytes(value));

    static string Url(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
