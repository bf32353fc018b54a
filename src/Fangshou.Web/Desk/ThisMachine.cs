using System.Text.Encodings.Web;
using Fangshou.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fangshou.Web.Desk;

/// <summary>Whoever sits at this machine owns the file of the workspace, and may do everything, as the user of the operating system.</summary>
sealed class ThisMachine(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "this-machine";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Roles.Principal(Environment.UserName, Role.Admin, Name), Name)));
}
