using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary><c>user add|promote|reset-password</c>: what an operator does to accounts, while the system runs or not.</summary>
internal static class UserCommand
{
    public static Command For(IReadOnlyList<SystemDefinition> systems) =>
        new("user")
        {
            Subcommand("add", systems, mayCreate: true, AddAsync),
            Subcommand("promote", systems, mayCreate: false, PromoteAsync),
            Subcommand("reset-password", systems, mayCreate: false, ResetPasswordAsync),
        };

    // Only a new account can be the first thing in a data folder.
    private static Command Subcommand(
        string name,
        IReadOnlyList<SystemDefinition> systems,
        bool mayCreate,
        Func<IServiceProvider, EmailAddress, CancellationToken, Task<string>> run)
    {
        var system = new Option<string>("--system") { DefaultValueFactory = _ => systems[0].Name };
        var email = new Option<string>("--email") { Required = true };
        var command = new Command(name) { system, email };
        command.SetAction(async (parsed, ct) =>
        {
            var found = systems.Find(parsed.GetRequiredValue(system));
            if (!EmailAddress.TryParse(parsed.GetRequiredValue(email), out var address))
            {
                throw new UsageException($"'{parsed.GetRequiredValue(email)}' is not an e-mail address.");
            }

            await OperatorConsole.RunAsync(
                found,
                found.ServicesNamed(found.Accounts),
                mayCreate,
                async session => await Console.Out.WriteLineAsync(await run(session.Services.Single().Container, address, ct)),
                ct);
        });
        return command;
    }

    private static async Task<string> AddAsync(IServiceProvider services, EmailAddress address, CancellationToken ct)
    {
        var outcome = await services.GetRequiredService<RegisterUserHandler>().Handle(new RegisterUserCommand(address, AskedPassword(services)), ct);
        return outcome.Succeeded(out var user, out var failure) ? $"Added {address.Value} ({user.Id})." : throw new StartException(failure switch
        {
            RegisterUserFailure.EmailTaken => $"{address.Value} has an account already.",
            RegisterUserFailure.UsernameTaken => "The username belongs to somebody else.",
            RegisterUserFailure.Busy => "Too many passwords wait to be hashed. Try again.",
        });
    }

    private static async Task<string> PromoteAsync(IServiceProvider services, EmailAddress address, CancellationToken ct)
    {
        var outcome = await services.GetRequiredService<PromoteUserHandler>().Handle(new PromoteUserCommand(address), ct);
        return outcome.Succeeded(out _, out var failure) ? $"{address.Value} is an admin." : throw new StartException(failure switch
        {
            PromoteUserFailure.UserNotFound => NoAccount(address),
        });
    }

    private static async Task<string> ResetPasswordAsync(IServiceProvider services, EmailAddress address, CancellationToken ct)
    {
        var outcome = await services.GetRequiredService<ResetPasswordHandler>().Handle(new ResetPasswordCommand(address, AskedPassword(services)), ct);
        return outcome.Succeeded(out _, out var failure)
            ? $"{address.Value} has the new password; every session of theirs has ended."
            : throw new StartException(failure switch
        {
            ResetPasswordFailure.UserNotFound => NoAccount(address),
            ResetPasswordFailure.Busy => "Too many passwords wait to be hashed. Try again.",
        });
    }

    private static string NoAccount(EmailAddress address) => $"Nobody has an account with {address.Value}.";

    private static NewPassword AskedPassword(IServiceProvider services)
    {
        var rules = services.GetRequiredService<IdentityPolicy>().Passwords;
        return rules.TryAccept(PasswordPrompt.Read(), out var password, out var faults)
            ? password
            : throw new UsageException($"The password is not accepted: it {string.Join(", it ", faults.Select(rules.Explain))}.");
    }
}
