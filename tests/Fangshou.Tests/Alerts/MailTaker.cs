using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fangshou.Tests.Alerts;

/// <summary>As much of a mail server as a test needs.</summary>
sealed class MailTaker : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public MailTaker()
    {
        listener.Start();
        _ = Listen();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public bool Refuses { get; set; }

    public List<(string Sender, string Recipient, string Text)> Taken { get; } = [];

    public void Dispose() => listener.Dispose();

    async Task Listen()
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptTcpClientAsync(Stop));
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
            using StreamReader reader = new(client.GetStream(), Encoding.Latin1);
            using StreamWriter writer = new(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            string sender = "", recipients = "";
            await writer.WriteLineAsync("220 here");
            while (await reader.ReadLineAsync(Stop) is { } line)
            {
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await writer.WriteLineAsync("250-here\r\n250 8BITMIME");
                        break;
                    case "MAIL":
                        sender = line.Split(':')[1].Split(' ')[0];
                        await writer.WriteLineAsync("250 yes");
                        break;
                    case "RCPT":
                        recipients += line.Split(':')[1].Split(' ')[0];
                        await writer.WriteLineAsync(Refuses ? "550 no such user, says <b>the server</b>" : "250 yes");
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        StringBuilder text = new();
                        while (await reader.ReadLineAsync(Stop) is { } part && part != ".")
                            text.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                        Taken.Add((sender, recipients, text.ToString()));
                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 bye");
                        return;
                    default:
                        await writer.WriteLineAsync("250 yes");
                        break;
                }
            }
        }
    }
}
