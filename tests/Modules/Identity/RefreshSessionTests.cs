using Npgsql;
using Shouldly;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Tests.Modules.Identity;

public sealed class RefreshSessionTests
{
    [Fact]
    public async Task A_refresh_token_opens_the_next_session()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        var first = await host.LogInAsync();

        var (next, _) = await host.RefreshAsync(first.RefreshToken);

        next.ShouldNotBeNull().User.Id.ShouldBe(user.Id);
        next.RefreshToken.ShouldNotBe(first.RefreshToken);
        (await host.RefreshAsync(next.RefreshToken)).Session.ShouldNotBeNull();
    }

    [Fact]
    public async Task Reusing_a_token_revokes_only_its_family()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        var stolen = await host.LogInAsync();
        var elsewhere = await host.LogInAsync();
        var (next, _) = await host.RefreshAsync(stolen.RefreshToken);

        (await host.RefreshAsync(stolen.RefreshToken)).Failure.ShouldBe(RefreshSessionFailure.TokenReused);

        (await host.RefreshAsync(next!.RefreshToken)).Failure.ShouldBe(RefreshSessionFailure.TokenReused);
        (await host.RefreshAsync(elsewhere.RefreshToken)).Session.ShouldNotBeNull();
    }

    [Fact]
    public async Task Parallel_uses_of_a_token_succeed_once_and_revoke_it()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        var session = await host.LogInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.RefreshAsync(session.RefreshToken))));

        answers.Count(answer => answer.Session is not null).ShouldBe(1);
        answers.Count(answer => answer.Failure is RefreshSessionFailure.TokenReused).ShouldBe(7);
        (await host.ScalarAsync<int>("select count(*) from refresh_tokens where not revoked")).ShouldBe(0);
    }

    [Fact]
    public async Task Continued_refreshing_cannot_escape_the_revocation()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        for (var round = 0; round < 20; round++)
        {
            var stolen = (await host.LogInAsync()).RefreshToken;
            var (thief, _) = await host.RefreshAsync(stolen);
            var chain = Task.Run(async () =>
            {
                for (var token = thief!.RefreshToken; token is not null;)
                {
                    token = (await host.RefreshAsync(token)).Session?.RefreshToken;
                }
            });

            await host.RefreshAsync(stolen);
            await chain.WaitAsync(TimeSpan.FromMinutes(1));

            (await host.ScalarAsync<int>("select count(*) from refresh_tokens where not revoked")).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task A_refresh_token_expires_after_its_lifetime(int secondsAfter, bool accepted)
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        var session = await host.LogInAsync();
        host.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(secondsAfter));

        (await host.RefreshAsync(session.RefreshToken)).Failure.ShouldBe(accepted ? null : RefreshSessionFailure.InvalidToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a token")]
    public async Task An_unknown_token_is_invalid(string token)
    {
        await using var host = await IdentityHost.StartAsync();

        (await host.RefreshAsync(token)).Failure.ShouldBe(RefreshSessionFailure.InvalidToken);
    }

    [Fact]
    public async Task An_aborted_refresh_can_be_repeated_with_the_same_token()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        var session = await host.LogInAsync();
        await host.ExecuteAsync("alter table users rename column phone to away");
        await Should.ThrowAsync<PostgresException>(() => host.RefreshAsync(session.RefreshToken));
        await host.ExecuteAsync("alter table users rename column away to phone");

        (await host.RefreshAsync(session.RefreshToken)).Session.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_inactive_user_gets_no_new_session()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        var session = await host.LogInAsync();
        await host.ExecuteAsync("update users set is_active = false");

        (await host.RefreshAsync(session.RefreshToken)).Failure.ShouldBe(RefreshSessionFailure.InvalidToken);
    }

    [Fact]
    public async Task Logging_out_revokes_the_family_and_can_be_repeated()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        var first = await host.LogInAsync();
        var elsewhere = await host.LogInAsync();
        var (next, _) = await host.RefreshAsync(first.RefreshToken);

        await host.Get<LogOutHandler>().Handle(new LogOutCommand(next!.RefreshToken!), CancellationToken.None);
        await host.Get<LogOutHandler>().Handle(new LogOutCommand(next.RefreshToken!), CancellationToken.None);
        await host.Get<LogOutHandler>().Handle(new LogOutCommand("never seen"), CancellationToken.None);

        (await host.RefreshAsync(next.RefreshToken)).Session.ShouldBeNull();
        (await host.RefreshAsync(elsewhere.RefreshToken)).Session.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_purge_deletes_tokens_a_day_after_they_expired()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync();
        await host.LogInAsync();
        var purge = host.Get<PurgeRefreshTokens>();

        host.Clock.Advance(TimeSpan.FromDays(31));
        await purge.StepAsync(CancellationToken.None);
        (await host.ScalarAsync<int>("select count(*) from refresh_tokens")).ShouldBe(1);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await purge.StepAsync(CancellationToken.None)).ShouldBe(StepResult.Idle);
        (await host.ScalarAsync<int>("select count(*) from refresh_tokens")).ShouldBe(0);
    }

    [Fact]
    public async Task The_purge_runs_in_bounded_steps()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        await host.ExecuteAsync(
            """
            insert into refresh_tokens (id, user_id, family_id, token_hash, expires_at)
            select gen_random_uuid(), @Id, gen_random_uuid(), int4send(i), '2020-01-01' from generate_series(1, 1500) i
            """,
            Sql.Param("Id", user.Id));
        var purge = host.Get<PurgeRefreshTokens>();

        (await purge.StepAsync(CancellationToken.None)).ShouldBe(StepResult.More);
        (await host.ScalarAsync<int>("select count(*) from refresh_tokens")).ShouldBe(500);
        (await purge.StepAsync(CancellationToken.None)).ShouldBe(StepResult.Idle);
    }
}
