using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Fangshou.Store;

namespace Fangshou.Web.Alerts;

/// <summary>What came of an attempt to tell something.</summary>
/// <param name="Delivered">True when it arrived.</param>
/// <param name="Says">What happened, in our words; nothing that the other side wrote.</param>
/// <param name="IsGone">True when the other side wants no more.</param>
readonly record struct Attempt(bool Delivered, string Says, bool IsGone = false);

/// <summary>Posts messages to addresses that anybody may have typed.</summary>
/// <remarks>
/// A name is resolved once, and the connection is made to the very addresses that were checked, so a name that changes its mind in between (DNS rebinding), or a
/// redirect, leads nowhere else. No proxy of the environment is used, no cookie kept; of an answer only the status is looked at.
/// </remarks>
sealed class WebhookClient : IDisposable
{
    /// <summary>How long an attempt may take, with all redirects.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    const int MostRedirects = 3, MostRead = 4 << 10, MostHeadersKilobytes = 16;

    readonly AlertOptions options;
    readonly TimeProvider time;
    readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    readonly HttpClient client;

    /// <param name="options">Which networks and schemes are allowed.</param>
    /// <param name="time">Stamps what is posted.</param>
    /// <param name="resolve">The addresses of a host; null = those of the system.</param>
    public WebhookClient(AlertOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        this.options = options;
        this.time = time;
        this.resolve = resolve ?? Dns.GetHostAddressesAsync;
        client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectCallback = Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = MostHeadersKilobytes,
            // A body that is not read is emptied this far, or the connection is closed.
            MaxResponseDrainSize = MostRead,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            ActivityHeadersPropagator = null,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The signature of a body: HMAC-SHA256 of time stamp, full stop and body, under the secret of the rule.</summary>
    public static string Signature(string secret, string timestamp, string body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    /// <summary>Posts a message once.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="kind">What sort of message.</param>
    /// <param name="id">Names the message over all attempts.</param>
    /// <param name="secret">Signs it.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Attempt> Post(string address, string kind, string id, string secret, string body, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            Uri place = WebhookAddress.Read(address, options);
            for (int redirects = 0; redirects <= MostRedirects; redirects++)
            {
                using HttpRequestMessage request = Request(place, kind, id, secret, body);
                using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                int status = (int)response.StatusCode;
                if (status is not (301 or 302 or 307 or 308) || response.Headers.Location is not { } next)
                    return new Attempt(status is >= 200 and < 300, string.Create(CultureInfo.InvariantCulture, $"HTTP {status}"), status == (int)HttpStatusCode.Gone);
                place = WebhookAddress.Read(new Uri(place, next).OriginalString, options);
            }

            return new Attempt(false, string.Create(CultureInfo.InvariantCulture, $"redirected more than {MostRedirects} times"));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Attempt(false, string.Create(CultureInfo.InvariantCulture, $"no answer within {Patience.TotalSeconds:0} seconds"));
        }
        catch (Exception fault) when (Refused(fault) is not null)
        {
            return new Attempt(false, "refused: " + Refused(fault)!.Message);
        }
        catch (HttpRequestException fault)
        {
            return new Attempt(false, Says(fault.HttpRequestError));
        }
        catch (UriFormatException)
        {
            return new Attempt(false, "redirected to something that is no address");
        }
    }

    public void Dispose() => client.Dispose();

    HttpRequestMessage Request(Uri place, string kind, string id, string secret, string body)
    {
        string timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        HttpRequestMessage request = new(HttpMethod.Post, place) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("User-Agent", "Fangshou");
        request.Headers.Add("X-Fangshou-Event", kind);
        request.Headers.Add("X-Fangshou-Delivery", id);
        request.Headers.Add("X-Fangshou-Timestamp", timestamp);
        request.Headers.Add("X-Fangshou-Signature", Signature(secret, timestamp, body));
        return request;
    }

    async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        string host = context.DnsEndPoint.Host.Trim('[', ']');
        IPAddress[] found = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await resolve(host, cancellation);
        // One address that is not public among others is no accident.
        if (!found.All(address => PublicAddress.May(address, options.AllowedNetworks)))
            throw new RefusedException(Fault.Usage, WebhookAddress.NotPublic);
        if (found.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // What the connection is refused for comes wrapped.
    static RefusedException? Refused(Exception? fault) => fault is null ? null : fault as RefusedException ?? Refused(fault.InnerException);

    static string Says(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "there is no host of that name",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection: the certificate is not trusted, or TLS failed",
        HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError => "the answer was no HTTP",
        _ => "the connection failed",
    };
}
