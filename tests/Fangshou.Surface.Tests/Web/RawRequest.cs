using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Fangshou.Surface.Tests.Web;

/// <summary>A request written byte by byte, as no client library would send it.</summary>
static class RawRequest
{
    /// <summary>Sends bytes and reads until the server closes.</summary>
    /// <returns>The status, 0 when the server closed without one, and all that came.</returns>
    public static async Task<(int Status, string Text)> Send(Uri server, byte[] request, CancellationToken cancellation)
    {
        using TcpClient client = new();
        await client.ConnectAsync(server.Host, server.Port, cancellation);
        NetworkStream stream = client.GetStream();
        using MemoryStream answer = new();
        try
        {
            await stream.WriteAsync(request, cancellation);
            await stream.CopyToAsync(answer, cancellation);
        }
        catch (IOException)
        {
            // The server hung up while there was still something to say.
        }

        // One byte, one character: what is looked for is ASCII.
        string text = Encoding.Latin1.GetString(answer.ToArray());
        return (text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text);
    }

    /// <summary>The bytes of a request; <c>Host</c> and <c>Connection</c> are added unless they are given.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="line">Method and target.</param>
    /// <param name="headers">Lines, with CRLF after each.</param>
    /// <param name="body">After the headers.</param>
    public static byte[] Bytes(Uri server, string line, string headers = "", string body = "")
    {
        string host = headers.StartsWith("Host:", StringComparison.Ordinal) ? "" : $"Host: {server.Authority}\r\n";
        return Encoding.Latin1.GetBytes($"{line} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n{body}");
    }
}
