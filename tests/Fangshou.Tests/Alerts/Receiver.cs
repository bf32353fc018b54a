using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Fangshou.Tests.Alerts;

/// <summary>What a receiver of webhooks got.</summary>
sealed record Posted(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Header(string name) => Headers.GetValueOrDefault(name.ToUpperInvariant(), "");
}

/// <summary>A receiver of webhooks on this machine that answers as it is told to.</summary>
sealed class Receiver : IDisposable
{
    /// <summary>The first byte of a connection by TLS.</summary>
    const byte TlsHandshake = 0x16;

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly X509Certificate2? certificate;

    /// <param name="certificate">Listens by TLS with it; null = in the clear.</param>
    public Receiver(X509Certificate2? certificate = null)
    {
        this.certificate = certificate;
        listener.Start();
        _ = Listen();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Address => FormattableString.Invariant($"{(certificate is null ? "http" : "https")}://127.0.0.1:{Port}/hook?key=1");

    /// <summary>What came in, oldest first.</summary>
    public ConcurrentQueue<Posted> Posts { get; } = new();

    /// <summary>Connections that were made.</summary>
    public int Connections { get; private set; }

    /// <summary>Status line and headers for a path.</summary>
    public Func<string, string> Answer { get; set; } = _ => "204 No Content";

    public void Dispose()
    {
        stopping.Cancel();
        listener.Dispose();
    }

    async Task Listen()
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stopping.Token);
                Connections++;
                _ = Serve(client);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using Stream stream = await Open(client);
                using StreamReader reader = new(stream, Encoding.Latin1);
                string path = (await reader.ReadLineAsync(stopping.Token) ?? "").Split(' ')[1];
                Dictionary<string, string> headers = [];
                while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 } line)
                    headers[line.Split(':')[0].ToUpperInvariant()] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                char[] body = new char[int.Parse(headers["CONTENT-LENGTH"], System.Globalization.CultureInfo.InvariantCulture)];
                await reader.ReadBlockAsync(body, stopping.Token);
                Posts.Enqueue(new Posted(path, headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body))));
                await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {Answer(path)}\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret"), stopping.Token);
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or IndexOutOfRangeException or AuthenticationException)
            {
                // The other side went away.
            }
        }
    }

    async Task<Stream> Open(TcpClient client)
    {
        if (certificate is null)
        {
            byte[] first = new byte[1];
            await client.Client.ReceiveAsync(first, SocketFlags.Peek, stopping.Token);
            if (first[0] != TlsHandshake)
                return client.GetStream();
            // As servers do that are spoken to by TLS where they listen in the clear.
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray(), stopping.Token);
            throw new IOException("It was no HTTP.");
        }

        SslStream secure = new(client.GetStream());
        try
        {
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }
}
