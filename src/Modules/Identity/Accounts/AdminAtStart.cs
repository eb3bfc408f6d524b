using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Creates the operator's admin account before the first request, unless the address has an account.</summary>
internal sealed partial class AdminAtStart(AdminAccount admin, CreateOrLeaveAdminHandler handler, ILogger<AdminAtStart> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var account = new RegisterUserCommand(admin.Email, admin.Password);
        var created = await handler.Handle(new CreateOrLeaveAdminCommand(account), cancellationToken);
        switch (created.Failure)
        {
            case null:
                Log.Created(logger);
                break;
            case RegisterUserFailure.EmailTaken:
                Log.LeftAlone(logger);
                break;
            case RegisterUserFailure.UsernameTaken or RegisterUserFailure.Busy:
                throw new InvalidOperationException("No passwords are hashed before the start, and this account has no username.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "The admin of ADMIN_EMAIL was created")]
        public static partial void Created(ILogger logger);

        [LoggerMessage(4002, LogLevel.Information, "The account of ADMIN_EMAIL exists and was not changed")]
        public static partial void LeftAlone(ILogger logger);
    }
}
