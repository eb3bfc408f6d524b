using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Tracker.Host.Data;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

public sealed class OperatorTests
{
    [Fact]
    public async Task Accounts_are_managed_online_and_offline()
    {
        await using var data = new DataFolderFixture();
        (await UserAsync(data, "add", "ada@example.com", "correct horse")).ExitCode.ShouldBe(0);
        data.PostgresRuns().ShouldBeFalse();

        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        (await UserAsync(data, "promote", "ADA@example.com")).Output.ShouldBe("ADA@example.com is an admin.");
        (await UserAsync(data, "reset-password", "ada@example.com", "battery staple")).ExitCode.ShouldBe(0);

        using var login = await data.Api.PostAsJsonAsync(
            "/api/v1/auth/login", new { email = "ada@example.com", password = "battery staple" });
        login.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_address_and_a_bad_password_are_reported()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        (await UserAsync(data, "promote", "eve@example.com"))
            .ShouldBe((1, "", "tracker: There is no account with the e-mail eve@example.com."));
        (await UserAsync(data, "add", "eve@example.com", "short"))
            .ShouldBe((2, "", "tracker: The password is not accepted: it must have at least 8 characters."));
    }

    [Fact]
    public async Task The_database_starts_after_the_password_is_typed()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        var screen = Path.Combine(data.Root, "screen");
        var command = $"dotnet {TrackerProcess.Assembly} user add --email ada@example.com";
        await using var terminal = TrackerProcess.StartProgram(
            "script", data.Variables, ["--flush", "--quiet", "--command", command, screen]);

        await Soon.BecomesTrue(() => File.Exists(screen) && File.ReadAllText(screen).Contains("Password: ", StringComparison.Ordinal));

        data.PostgresRuns().ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_token_is_signed_with_the_systems_secret()
    {
        await using var data = new DataFolderFixture();

        var (code, token, _) = await TrackerProcess.RunAsync(
            data.Variables, "", "token", "--system", "task-tracker", "--subject", "reports", "--ttl", "2h");

        code.ShouldBe(0);
        var secret = new Secret(await File.ReadAllTextAsync(Path.Combine(data.System, "secret")));
        new JwtVerifier(new SigningKeys(secret), TimeProvider.System).TryVerify(token, out var claims).ShouldBeTrue();
        (claims!.Subject, claims.Role).ShouldBe(("reports", "service"));
        (claims.ExpiresAt - DateTime.UtcNow).ShouldBeInRange(TimeSpan.FromMinutes(115), TimeSpan.FromMinutes(120));
    }

    [Fact]
    public async Task A_database_that_is_away_is_reported_in_one_line()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        using var taken = DataFolder.Take(data.System);

        var (code, _, errors) = await TrackerProcess.RunAsync(data.Variables, "", "backup", data.Archive);

        errors.Split('\n')[^1].ShouldMatch("^tracker: Failed to connect to .+ try again when it runs\\.$");
        errors.ShouldNotContain("   at ");
        code.ShouldBe(1);
    }

    [Theory]
    [InlineData("token --system task-tracker --subject reports")]
    [InlineData("user add --email ada@example.com")]
    public async Task An_unusable_data_folder_is_reported_in_one_line(string command)
    {
        var variables = new Dictionary<string, string> { ["TRACKER_DATA"] = "/dev/null/data" };

        var (code, _, errors) = await TrackerProcess.RunAsync(variables, "correct horse", command.Split(' '));

        errors.Split('\n').ShouldHaveSingleItem().ShouldMatch("^tracker: .*/dev/null/data.* another");
        code.ShouldBe(1);
    }

    private static Task<(int ExitCode, string Output, string Errors)> UserAsync(
        DataFolderFixture data, string command, string email, string input = "") =>
        TrackerProcess.RunAsync(data.Variables, input, "user", command, "--system", "task-tracker", "--email", email);
}
