using Shouldly;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Tests.Modules.Identity;

public sealed class LogInTests
{
    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("ANN@EXAMPLE.COM")]
    [InlineData("Annie")]
    public async Task Login_ignores_the_case_of_address_and_username(string login)
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync("ann@example.com", "annie");

        var session = await host.LogInAsync(login);

        (session.User.Id, session.ExpiresIn).ShouldBe((user.Id, 900));
        session.RefreshToken.ShouldNotBeNull().Length.ShouldBe(43);
    }

    [Fact]
    public async Task The_access_token_holds_the_user_and_the_expiry()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();

        var session = await host.LogInAsync();

        var claims = Claims(host, session);
        (claims.Subject, claims.Email, claims.Role).ShouldBe((user.Id.ToString(), user.Email, Roles.User));
        claims.ExpiresAt.ShouldBe(host.Clock.GetUtcNow().UtcDateTime.AddMinutes(15));
    }

    [Fact]
    public async Task A_policy_may_use_numeric_subjects_and_no_refresh_tokens()
    {
        await using var host = await IdentityHost.StartAsync(
            IdentityHost.Policy with { TokenSubject = TokenSubject.Number, RefreshTokenLifetime = null, AuditEvents = null });
        await host.RegisterAsync();

        var session = await host.LogInAsync();

        Claims(host, session).Subject.ShouldBe("1");
        session.RefreshToken.ShouldBeNull();
        (await host.ScalarAsync<int>("select (select count(*) from refresh_tokens) + (select count(*) from audit_rows)")).ShouldBe(0);
    }

    [Theory]
    [InlineData("ann@example.com", "wrong")]
    [InlineData("ann@example.com", "Correct horse")]
    [InlineData("bob@example.com", IdentityHost.Password)]
    public async Task Unknown_account_and_wrong_password_fail_at_the_same_cost(string login, string password)
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        var before = host.Bcrypt.Computations;

        (await host.LogInFailureAsync(login, password)).ShouldBe(LogInFailure.InvalidCredentials);

        (host.Bcrypt.Computations - before).ShouldBe(1);
    }

    [Fact]
    public async Task A_deactivated_account_is_revealed_only_after_the_right_password()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        await host.Get<DeactivateUserHandler>().Handle(
            new DeactivateUserCommand(user.Id, new Actor(user.Id, ActorRole.User)), CancellationToken.None);

        (await host.LogInFailureAsync(user.Email)).ShouldBe(LogInFailure.AccountDeactivated);
        (await host.LogInFailureAsync(user.Email, "wrong")).ShouldBe(LogInFailure.InvalidCredentials);
    }

    [Fact]
    public async Task An_address_takes_precedence_over_another_users_equal_username()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync("mallory@example.com", "ann@example.com");
        var ann = await host.RegisterAsync("ann@example.com", "ann");

        (await host.LogInAsync("ann@example.com")).User.Id.ShouldBe(ann.Id);
    }

    [Fact]
    public async Task A_username_works_although_it_is_anothers_address()
    {
        await using var host = await IdentityHost.StartAsync();
        var bob = await host.RegisterAsync("bob@example.com", "ann@example.com", "the password of Bob 1");
        var ann = await host.RegisterAsync("ann@example.com", "ann");

        (await host.LogInAsync("ann@example.com", "the password of Bob 1")).User.Id.ShouldBe(bob.Id);
        (await host.LogInAsync("ann@example.com")).User.Id.ShouldBe(ann.Id);
        (await host.LogInFailureAsync("ann@example.com", "wrong")).ShouldBe(LogInFailure.InvalidCredentials);
    }

    [Fact]
    public async Task A_login_is_audited_with_the_session()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();

        await host.LogInAsync();

        (await host.CountAuditAsync("LOGIN", user.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_audit_of_a_login_leaves_no_session()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        host.Audit.Fails = true;

        await Should.ThrowAsync<Npgsql.PostgresException>(() => host.LogInAsync());

        (await host.ScalarAsync<int>("select count(*) from refresh_tokens")).ShouldBe(0);
    }

    [Fact]
    public async Task The_database_stores_no_plain_refresh_token()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();

        var session = await host.LogInAsync();

        (await host.ScalarAsync<byte[]>("select token_hash from refresh_tokens")).ShouldBe(OpaqueToken.HashOf(session.RefreshToken!));
    }

    private static TokenClaims Claims(IdentityHost host, Session session)
    {
        var verifier = new JwtVerifier(host.Get<SigningKeys>(), host.Clock);
        return verifier.TryVerify(session.AccessToken, out var claims) ? claims : throw new InvalidOperationException("not valid");
    }
}
