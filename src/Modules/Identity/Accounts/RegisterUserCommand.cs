using Npgsql;
using Tracker.Modules.Identity.Passwords;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Creates an account (document 002 §5.3, document 003 §4.1). The caller has checked lengths and required members.</summary>
/// <param name="Email">Unique, ignoring case.</param>
public sealed record RegisterUserCommand(EmailAddress Email, NewPassword Password)
{
    /// <summary>Unique, ignoring case, max 100 characters; null where the contract has no usernames.</summary>
    public string? Username { get; init; }

    /// <summary>Max 255 characters.</summary>
    public string? FullName { get; init; }

    /// <summary>Max 100 characters.</summary>
    public string? FirstName { get; init; }

    /// <summary>Max 100 characters.</summary>
    public string? LastName { get; init; }

    /// <summary>Max 20 characters.</summary>
    public string? Phone { get; init; }

    /// <summary>One of <see cref="Roles"/>; default: the policy's. Only operators choose it.</summary>
    public string? Role { get; init; }

    /// <summary>Hidden, since users must not be logged.</summary>
    public override string ToString() => nameof(RegisterUserCommand);
}

public enum RegisterUserFailure
{
    EmailTaken,

    UsernameTaken,

    /// <summary>Too many passwords wait to be hashed; retry later.</summary>
    Busy,
}

/// <summary>Creates accounts, for new users and for operators.</summary>
public sealed class RegisterUserHandler
{
    private readonly Database database;
    private readonly PasswordHasher hasher;
    private readonly IdentityPolicy policy;
    private readonly TimeProvider clock;

    internal RegisterUserHandler(Database database, PasswordHasher hasher, IdentityPolicy policy, TimeProvider clock) =>
        (this.database, this.hasher, this.policy, this.clock) = (database, hasher, policy, clock);

    public async Task<Outcome<User, RegisterUserFailure>> Handle(RegisterUserCommand command, CancellationToken ct)
    {
        if (await hasher.HashAsync(command.Password.Secret, ct) is not { } hash)
        {
            return RegisterUserFailure.Busy;
        }

        try
        {
            await using var work = database.Begin();
            var account = new NewUser(command.Email, hash, command.Role ?? policy.DefaultRole)
            {
                Username = command.Username,
                FullName = command.FullName,
                FirstName = command.FirstName ?? policy.OperatorName?.First,
                LastName = command.LastName ?? policy.OperatorName?.Last,
                Phone = command.Phone,
            };
            var user = await UserStore.InsertAsync(work, account, clock.UtcNow(), ct);
            await work.CommitAsync(ct);
            return user;
        }
        catch (PostgresException e) when (UserStore.EmailKeys.Contains(e.ConstraintName))
        {
            return RegisterUserFailure.EmailTaken;
        }
        catch (PostgresException e) when (e.ConstraintName == UserStore.UsernameIndex)
        {
            return RegisterUserFailure.UsernameTaken;
        }
    }
}
