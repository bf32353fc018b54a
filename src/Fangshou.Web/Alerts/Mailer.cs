using System.Globalization;
using System.Net.Sockets;
using Fangshou.Store;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Fangshou.Web.Alerts;

/// <summary>Hands messages to a mail server by SMTP.</summary>
sealed class Mailer(AlertOptions options, TimeProvider time)
{
    const int LongestAddress = 254, LongestSubject = 150;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    /// <summary>Reads an address of mail.</summary>
    /// <exception cref="RefusedException">It is not one plain address.</exception>
    public static string Read(string text)
    {
        // No name beside it, no list, no line end: what is typed becomes one recipient and nothing else.
        bool isPlain = text.Length <= LongestAddress && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || "<>()[],;:\\\"".Contains(c, StringComparison.Ordinal))
            && text.Split('@') is [{ Length: > 0 }, { Length: > 0 } domain] && !domain.StartsWith('.') && !domain.EndsWith('.')
            && MailboxAddress.TryParse(text, out MailboxAddress? mailbox) && mailbox.Address == text;
        return isPlain ? text : throw new RefusedException(Fault.Usage, $"'{Texts.Printable(text)}' is no e-mail address such as ann@example.org.");
    }

    /// <summary>Sends a message once.</summary>
    /// <param name="to">Address.</param>
    /// <param name="id">Names the message over all attempts, so that a second copy can be told.</param>
    /// <param name="subject">In a line; line ends become blanks.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Attempt> Send(string to, string id, string subject, string text, CancellationToken cancellation)
    {
        if (options.Mail is not { } server)
            return new Attempt(false, "no mail server is set: FANGSHOU_SMTP_HOST");
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using MimeMessage message = Message(server, Read(to), id, subject, text);
            using SmtpClient client = new() { Timeout = (int)patience.TotalMilliseconds };
            await client.ConnectAsync(server.Host, server.Port, server.Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None }, limit.Token);
            if (server.User.Length > 0)
                await client.AuthenticateAsync(server.User, server.Password, limit.Token);
            await client.SendAsync(message, limit.Token);
            // It has been taken: how the server says good-bye changes nothing.
            await client.DisconnectAsync(quit: true, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new Attempt(true, "taken by the mail server");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Attempt(false, string.Create(CultureInfo.InvariantCulture, $"no answer of the mail server within {patience.TotalSeconds:0} seconds"));
        }
        catch (Exception fault) when (Says(fault) is not null)
        {
            return new Attempt(false, Says(fault)!);
        }
    }

    MimeMessage Message(MailServer server, string to, string id, string subject, string text)
    {
        string line = Texts.Printable(string.Join(' ', subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LongestSubject);
        MimeMessage message = new() { Subject = line, Date = time.GetUtcNow(), MessageId = $"{id}@fangshou.invalid", Body = new TextPart("plain") { Text = text } };
        message.From.Add(new MailboxAddress("Fangshou", server.From));
        message.To.Add(new MailboxAddress("", to));
        // Nobody's "out of office" should answer (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    static string? Says(Exception fault) => fault switch
    {
        RefusedException refused => refused.Message,
        AuthenticationException => "the mail server refused user name or password",
        SslHandshakeException => "no secure connection to the mail server",
        SmtpCommandException refused => string.Create(CultureInfo.InvariantCulture, $"the mail server refused it: {(int)refused.StatusCode}"),
        SmtpProtocolException => "the mail server broke off",
        NotSupportedException => "the mail server offers no such protection or sign-in",
        SocketException or IOException => "no connection to the mail server",
        _ => null,
    };
}
