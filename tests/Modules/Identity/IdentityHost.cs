using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Passwords;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.Modules.Identity.Passwords;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Identity;

/// <summary>The module with its own database, composed like in a service.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string Password = "correct horse";

    public static readonly IdentityPolicy Policy = new()
    {
        Passwords = new PasswordRules(8),
        AccessToken = new TokenPolicy(OptionalClaims.Email | OptionalClaims.Role | OptionalClaims.IssuedAt, TimeSpan.FromMinutes(15)),
        RefreshTokenLifetime = TimeSpan.FromDays(30),
        AuditEvents = new IdentityAuditEvents("LOGIN", "PASSWORD_CHANGED"),
    };

    private readonly ServiceProvider services;

    private IdentityHost(ServiceProvider services) => this.services = services;

    public StoppedClock Clock => services.GetRequiredService<StoppedClock>();

    public RecordedAudit Audit => services.GetRequiredService<RecordedAudit>();

    public PasswordHasher Hasher => services.GetRequiredService<PasswordHasher>();

    public CountedBcrypt Bcrypt => services.GetRequiredService<CountedBcrypt>();

    public static async Task<IdentityHost> StartAsync(IdentityPolicy? policy = null)
    {
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton<StoppedClock>()
            .AddSingleton<TimeProvider>(at => at.GetRequiredService<StoppedClock>())
            .AddSingleton<RecordedAudit>()
            .AddSingleton<IAuditTrail>(at => at.GetRequiredService<RecordedAudit>())
            .AddSingleton(new SigningKeys(new Secret("0123456789abcdef0123456789abcdef")))
            .AddSingleton(_ => new CountedBcrypt(Tracker.Modules.Identity.Passwords.Bcrypt.Fastest))
            .AddSingleton(at => new PasswordHasher(4, at.GetRequiredService<CountedBcrypt>()))
            .AddIdentity(policy ?? Policy);
        var url = await TestPostgres.CreateDatabaseAsync();
        collection.AddSingleton(_ => new Database(url));
        var host = new IdentityHost(
            collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        await new Migrator(host.Get<Database>()).ApplyAsync([TextSchema.Migrations, IdentityModule.Migrations], CancellationToken.None);
        await host.ExecuteAsync("create table audit_rows (event_type text not null, user_id uuid, details text not null)");
        return host;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static RegisterUserCommand Account(
        string email = "ann@example.com", string? username = null, string password = Password) =>
        new(Email(email), NewPassword(password)) { Username = username };

    public static EmailAddress Email(string text) => EmailAddress.TryParse(text, out var email) ? email : throw new FormatException(text);

    public static NewPassword NewPassword(string text) =>
        new PasswordRules(1).TryAccept(text, out var password, out _) ? password : throw new FormatException(text);

    public async Task<User> RegisterAsync(string email = "ann@example.com", string? username = null, string password = Password)
    {
        var outcome = await Get<RegisterUserHandler>().Handle(Account(email, username, password), CancellationToken.None);
        return outcome.Succeeded(out var user, out var failure) ? user : throw new InvalidOperationException(failure.ToString());
    }

    public async Task<Session> LogInAsync(string login = "ann@example.com", string password = Password)
    {
        var outcome = await Get<LogInHandler>().Handle(new LogInCommand(login, new Secret(password)), CancellationToken.None);
        return outcome.Succeeded(out var session, out var failure) ? session : throw new InvalidOperationException(failure.ToString());
    }

    public async Task<LogInFailure?> LogInFailureAsync(string login, string password = Password) =>
        (await Get<LogInHandler>().Handle(new LogInCommand(login, new Secret(password)), CancellationToken.None)).Failure;

    public async Task<(Session? Session, RefreshSessionFailure? Failure)> RefreshAsync(string? token)
    {
        var outcome = await Get<RefreshSessionHandler>().Handle(new RefreshSessionCommand(token!), CancellationToken.None);
        return (outcome.Succeeded(out var session, out _) ? session : null, outcome.Failure);
    }

    public Task<T> ScalarAsync<T>(string sql, params NpgsqlParameter[] parameters) => Get<Database>().ScalarAsync<T>(sql, parameters);

    public Task<int> CountAuditAsync(string type, Guid user) => ScalarAsync<int>(
        "select count(*) from audit_rows where event_type = @type and user_id = @user", Sql.Param("type", type), Sql.Param("user", user));

    public Task ExecuteAsync(string sql, params NpgsqlParameter[] parameters) =>
        Get<Database>().ExecuteAsync(sql, parameters, CancellationToken.None);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>An audit log in a table of the test, so that it shares the transaction; its insert can be made to fail.</summary>
internal sealed class RecordedAudit : IAuditTrail
{
    public bool Fails { get; set; }

    public void Append(UnitOfWork work, AuditEntry entry) => work.Add(
        "insert into audit_rows (event_type, user_id, details) values (@event_type, @user_id, @details)",
        Sql.Param("event_type", Fails ? null : entry.EventType),
        Sql.Param("user_id", entry.UserId),
        Sql.Param("details", System.Text.Encoding.UTF8.GetString(entry.Details.Span)));
}
