using Shouldly;
using Tracker.Platform.Settings;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Settings and warnings for an operator at the start of <c>api</c>.</summary>
public sealed class AdminTests
{
    private const string Email = "root@example.com";

    [Fact]
    public async Task The_admin_is_created_once_and_then_left_unchanged()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using (var first = await StartAsync(database, ("ADMIN_EMAIL", Email), ("ADMIN_PASSWORD", Api.Password)))
        {
            (await first.LogAsync()).ShouldContain("The admin of ADMIN_EMAIL was created");
        }

        await using var second = await StartAsync(
            database, ("ADMIN_EMAIL", Email.ToUpperInvariant()), ("ADMIN_PASSWORD", "another password"));
        var log = await second.LogAsync();
        log.ShouldContain("The account of ADMIN_EMAIL exists and was not changed");
        log.ShouldNotContain("example.com", Case.Insensitive);
        var login = JsonAssertions.Json($$"""{"email": "{{Email}}", "password": "{{Api.Password}}"}""");
        await (await second.Http.PostAsync("/api/v1/auth/login", login)).ReadAsync();
    }

    [Theory]
    [InlineData("root", "long enough", "ADMIN_EMAIL: must be an e-mail address")]
    [InlineData(Email, "short", "ADMIN_PASSWORD: must have at least 8 characters")]
    [InlineData(Email, "", "ADMIN_PASSWORD is not set (it belongs to ADMIN_EMAIL)")]
    [InlineData("", "long enough", "ADMIN_EMAIL is not set (it belongs to ADMIN_PASSWORD)")]
    public async Task An_invalid_admin_setting_fails_the_start_by_name(string email, string password, string problem)
    {
        var start = () => StartAsync("postgres://nobody@127.0.0.1:1/nothing", ("ADMIN_EMAIL", email), ("ADMIN_PASSWORD", password));

        (await start.ShouldThrowAsync<SettingsException>()).Problems.ShouldBe([problem]);
    }

    [Fact]
    public async Task A_short_secret_and_an_open_registration_cause_warnings()
    {
        await using var risky = await StartAsync(
            await TestPostgres.CreateDatabaseAsync(), ("JWT_SECRET_KEY", "too short"), ("HOST", "0.0.0.0"));
        var log = await risky.LogAsync();
        log.ShouldContain("JWT_SECRET_KEY is shorter than 32 bytes");
        log.ShouldContain("REGISTRATION is open");

        await using var safe = await StartAsync(await TestPostgres.CreateDatabaseAsync(), ("HOST", "0.0.0.0"), ("REGISTRATION", "closed"));
        (await safe.LogAsync()).ShouldNotContain("\"warning\"");
    }

    private static Task<TestService> StartAsync(string database, params (string Name, string Value)[] settings)
    {
        var variables = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        variables["DATABASE_URL"] = database;
        variables.TryAdd("JWT_SECRET_KEY", Api.Secret);
        return TestService.StartAsync(TaskTrackerSystem.Definition, "api", variables);
    }
}
