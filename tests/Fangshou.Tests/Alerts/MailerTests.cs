using System.Text;
using CsCheck;
using Fangshou.Store;
using Fangshou.Web.Alerts;

namespace Fangshou.Tests.Alerts;

public sealed class MailerTests : IDisposable
{
    readonly MailTaker server = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => server.Dispose();

    Mailer Mailer(string user = "", MailSecurity security = MailSecurity.Off) =>
        new(new AlertOptions { Mail = new MailServer("127.0.0.1", server.Port, "alerts@example.org") { User = user, Password = "open sesame", Security = security } }, TimeProvider.System);

    [Fact]
    public async Task A_message_arrives_as_it_was_written()
    {
        Assert.Equal(new Attempt(true, "taken by the mail server"), await Mailer().Send("ann@example.org", "abc", "The phase has changed 阶段", "整治\nhttps://example.org/cells/CN/ai\n", Stop));
        (string sender, string recipient, string text) = Assert.Single(server.Taken);
        Assert.Equal(("<alerts@example.org>", "<ann@example.org>"), (sender, recipient));
        using MimeKit.MimeMessage message = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(text)), Stop);
        Assert.Equal(("The phase has changed 阶段", "abc@fangshou.invalid"), (message.Subject, message.MessageId));
        Assert.Equal("整治\nhttps://example.org/cells/CN/ai\n", message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
    }

    [Theory]
    [InlineData("Hello\r\nBcc: eve@example.org")]
    [InlineData("Hello\nBcc: eve@example.org\n\nBody")]
    [InlineData("Hello\r\n\r\n.\r\nMAIL FROM:<eve@example.org>")]
    [InlineData("Hello\u0085Bcc: eve@example.org\u2028X: y\0")]
    public async Task Nothing_in_a_subject_becomes_a_header_or_a_command(string subject)
    {
        await Mailer().Send("ann@example.org", "abc", subject, ".\r\nQUIT\r\n", Stop);
        (_, string recipient, string text) = Assert.Single(server.Taken);
        using MimeKit.MimeMessage message = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(text)), Stop);
        Assert.Equal("<ann@example.org>", recipient);
        Assert.Equal(["Auto-Submitted", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To"], message.Headers.Select(header => header.Field).Order(StringComparer.Ordinal));
        Assert.Empty(message.Bcc);
        Assert.StartsWith("Hello", message.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@example.org")]
    [InlineData("ann@")]
    [InlineData("ann@example.org, eve@example.org")]
    [InlineData("ann@example.org;eve@example.org")]
    [InlineData("Ann <ann@example.org>")]
    [InlineData("<ann@example.org>")]
    [InlineData("ann@example.org\r\nBcc: eve@example.org")]
    [InlineData("ann@example.org\0")]
    [InlineData("ann @example.org")]
    [InlineData("\"ann\"@example.org")]
    [InlineData("ann@eve@example.org")]
    [InlineData("ann@.example.org")]
    [InlineData("ann@[127.0.0.1]")]
    public void What_is_not_one_plain_address_is_refused(string text) => Assert.Equal(Fault.Usage, Assert.Throws<RefusedException>(() => global::Fangshou.Web.Alerts.Mailer.Read(text)).Fault);

    [Fact]
    public void Whatever_is_typed_is_one_plain_address_or_refused() => Gen.String.Sample(text =>
    {
        try
        {
            Assert.DoesNotContain(global::Fangshou.Web.Alerts.Mailer.Read(text), c => char.IsControl(c) || c == ' ');
        }
        catch (RefusedException)
        {
            // As it should be.
        }
    });

    [Fact]
    public async Task A_server_that_refuses_is_told_in_our_words_and_without_the_password()
    {
        server.Refuses = true;
        Assert.Equal(new Attempt(false, "the mail server refused it: 550"), await Mailer().Send("ann@example.org", "abc", "s", "t", Stop));
        Attempt unprotected = await Mailer(security: MailSecurity.StartTls).Send("ann@example.org", "abc", "s", "t", Stop);
        Assert.Equal(new Attempt(false, "the mail server offers no such protection or sign-in"), unprotected);
        Attempt signed = await Mailer(user: "ann").Send("ann@example.org", "abc", "s", "t", Stop);
        Assert.False(signed.Delivered);
        Assert.DoesNotContain("sesame", signed.Says + new MailServer("h", 1, "f") { Password = "sesame" }, StringComparison.Ordinal);
        int port = server.Port;
        server.Dispose();
        Assert.Equal("no connection to the mail server", (await new Mailer(new AlertOptions { Mail = new MailServer("127.0.0.1", port, "a@example.org") { Security = MailSecurity.Off } }, TimeProvider.System).Send("ann@example.org", "abc", "s", "t", Stop)).Says);
    }

    [Fact]
    public async Task Without_a_server_nothing_is_mailed() =>
        Assert.False((await new Mailer(new AlertOptions(), TimeProvider.System).Send("ann@example.org", "abc", "s", "t", Stop)).Delivered);
}
