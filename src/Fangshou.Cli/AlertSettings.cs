using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fangshou.Web.Alerts;

namespace Fangshou.Cli;

/// <summary>The settings of alerts. They have no flags: a password on a command line is seen by everybody on the machine.</summary>
static class AlertSettings
{
    const int SubmissionPort = 587, TlsPort = 465, PlainPort = 25;

    /// <summary>Their keys in fangshou.json.</summary>
    public static ImmutableArray<string> Keys { get; } = ["site", "webhookAllow", "webhookHttp", "smtpHost", "smtpPort", "smtpUser", "smtpPassword", "smtpFrom", "smtpTls"];

    /// <param name="find">Value and origin of a setting, by the name that its flag would have and its key; empty when it is not set.</param>
    /// <exception cref="CommandException">A value that does not fit; the message names the source.</exception>
    public static AlertOptions Read(Func<string, string, (string Value, string Origin)> find)
    {
        (string site, string siteOrigin) = find("--site", "site");
        (string allow, string allowOrigin) = find("--webhook-allow", "webhookAllow");
        (string http, string httpOrigin) = find("--webhook-http", "webhookHttp");
        return new AlertOptions
        {
            Site = site.Length == 0 ? null
                : Uri.TryCreate(site, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address : throw Bad(site, siteOrigin, "an address such as https://fangshou.example.org"),
            AllowedNetworks = [.. allow.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(text => IPNetwork.TryParse(text, out IPNetwork network) ? network
                : IPAddress.TryParse(text, out IPAddress? one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8) : throw Bad(text, allowOrigin, "a network such as 10.1.0.0/16"))],
            AllowHttp = http switch { "" or "off" or "false" => false, "on" or "true" => true, _ => throw Bad(http, httpOrigin, "one of on, off") },
            Mail = Mail(find),
        };
    }

    static MailServer? Mail(Func<string, string, (string Value, string Origin)> find)
    {
        string host = find("--smtp-host", "smtpHost").Value;
        if (host.Length == 0)
            return null;
        (string tls, string tlsOrigin) = find("--smtp-tls", "smtpTls");
        MailSecurity security = tls switch { "" or "starttls" => MailSecurity.StartTls, "on" => MailSecurity.Tls, "off" => MailSecurity.Off, _ => throw Bad(tls, tlsOrigin, "one of starttls, on, off") };
        (string port, string portOrigin) = find("--smtp-port", "smtpPort");
        (string from, string fromOrigin) = find("--smtp-from", "smtpFrom");
        int usual = security switch { MailSecurity.StartTls => SubmissionPort, MailSecurity.Tls => TlsPort, _ => PlainPort };
        if (from.Length == 0)
            throw new CommandException(ExitCode.Usage, "FANGSHOU_SMTP_HOST is set, and FANGSHOU_SMTP_FROM is not: mail needs an address that it comes from.");
        try
        {
            Mailer.Read(from);
        }
        catch (RefusedException)
        {
            throw Bad(from, fromOrigin, "an e-mail address");
        }

        return new MailServer(
            host,
            port.Length == 0 ? usual : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= ushort.MaxValue ? number : throw Bad(port, portOrigin, "a port from 1 to 65535"),
            from)
        {
            User = find("--smtp-user", "smtpUser").Value,
            Password = find("--smtp-password", "smtpPassword").Value,
            Security = security,
        };
    }

    static CommandException Bad(string value, string origin, string expected) => new(ExitCode.Usage, $"{origin}: '{Texts.Printable(value)}' is not {expected}.");
}
