using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary><c>user add|promote|reset-password</c>: changes accounts, whether the system runs or not.</summary>
internal static class UserCommand
{
    private const string Busy = "Too many passwords are being hashed. Try again.";

    public static Command For(IReadOnlyList<SystemDefinition> systems)
    {
        var username = new Option<string?>("--username");
        var add = Subcommand("add", systems, mayCreate: true, parsed =>
        {
            var password = PasswordPrompt.Read();
            return (services, address, ct) => AddAsync(services, address, parsed.GetValue(username), password, ct);
        });
        add.Add(username);
        return new("user")
        {
            add,
            Subcommand("promote", systems, mayCreate: false, _ => PromoteAsync),
            Subcommand("reset-password", systems, mayCreate: false, _ =>
            {
                var password = PasswordPrompt.Read();
                return (services, address, ct) => ResetPasswordAsync(services, address, password, ct);
            }),
        };
    }

    // Only "user add" may create the data folder. Input is read before the database starts, so that nothing runs while it is awaited.
    private static Command Subcommand(
        string name,
        IReadOnlyList<SystemDefinition> systems,
        bool mayCreate,
        Func<ParseResult, Func<IServiceProvider, EmailAddress, CancellationToken, Task<string>>> read)
    {
        var system = new Option<string>("--system") { DefaultValueFactory = _ => systems[0].Name };
        var email = new Option<string>("--email") { Required = true };
        var command = new Command(name) { system, email };
        command.SetAction(async (parsed, _) =>
        {
            var found = systems.Find(parsed.GetRequiredValue(system));
            if (!EmailAddress.TryParse(parsed.GetRequiredValue(email), out var address))
            {
                throw new UsageException($"'{parsed.GetRequiredValue(email)}' is not an e-mail address.");
            }

            var run = read(parsed);
            await OperatorConsole.RunAsync(
                found,
                found.ServicesNamed(found.Accounts),
                mayCreate,
                async (session, stop) =>
                    await Console.Out.WriteLineAsync(await run(session.Services.Single().Container, address, stop)));
        });
        return command;
    }

    private static async Task<string> AddAsync(
        IServiceProvider services, EmailAddress address, string? username, string password, CancellationToken ct)
    {
        var accepted = Accepted(username, services.GetRequiredService<IdentityPolicy>().Usernames);
        var command = new RegisterUserCommand(address, Accepted(password, services)) { Username = accepted };
        var outcome = await services.GetRequiredService<RegisterUserHandler>().Handle(command, ct);
        return outcome.Succeeded(out var user, out var failure)
            ? $"Added {address.Value} ({user.Id})."
            : throw new StartException(failure switch
            {
                RegisterUserFailure.EmailTaken => $"{address.Value} already has an account.",
                RegisterUserFailure.UsernameTaken => "The username is already taken.",
                RegisterUserFailure.Busy => Busy,
            });
    }

    private static async Task<string> PromoteAsync(IServiceProvider services, EmailAddress address, CancellationToken ct)
    {
        var outcome = await services.GetRequiredService<PromoteUserHandler>().Handle(new PromoteUserCommand(address), ct);
        return outcome.Succeeded(out _, out var failure)
            ? $"{address.Value} is an admin."
            : throw new StartException(failure switch
            {
                PromoteUserFailure.UserNotFound => NoAccount(address),
            });
    }

    private static async Task<string> ResetPasswordAsync(
        IServiceProvider services, EmailAddress address, string password, CancellationToken ct)
    {
        var command = new ResetPasswordCommand(address, Accepted(password, services));
        var outcome = await services.GetRequiredService<ResetPasswordHandler>().Handle(command, ct);
        return outcome.Succeeded(out _, out var failure)
            ? $"{address.Value} has the new password. All sessions of the account have ended."
            : throw new StartException(failure switch
            {
                ResetPasswordFailure.UserNotFound => NoAccount(address),
                ResetPasswordFailure.Busy => Busy,
            });
    }

    private static string? Accepted(string? username, UsernameRules? rules) => rules is null
        ? username is null ? null : throw new UsageException("Accounts of this system have no username.")
        : username is null ? throw new UsageException("Accounts of this system have a username: add --username.")
        : rules.Accepts(username.Trim()) ? username.Trim()
        : throw new UsageException($"The username must have {rules.MinLength} to {rules.MaxLength} characters.");

    private static string NoAccount(EmailAddress address) => $"There is no account with the e-mail {address.Value}.";

    private static NewPassword Accepted(string text, IServiceProvider services)
    {
        var rules = services.GetRequiredService<IdentityPolicy>().Passwords;
        return rules.TryAccept(text, out var password, out var faults)
            ? password
            : throw new UsageException($"The password is not accepted: it {string.Join(", it ", faults.Select(rules.Explain))}.");
    }
}
