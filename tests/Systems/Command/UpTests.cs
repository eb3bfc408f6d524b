using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

public sealed class UpTests
{
    private static readonly object Ada = new { email = "ada@example.com", password = "correct horse" };

    [Fact]
    public async Task One_plain_line_lists_the_addresses_once_they_answer()
    {
        await using var data = new DataFolderFixture();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        using var health = await data.Api.GetAsync("/health/ready");

        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        tracker.Output.Where(line => !line.StartsWith('{')).ShouldBe([data.ReadyLine]);
        tracker.Output.Where(line => line.StartsWith('{')).ShouldAllBe(line => JsonDocument.Parse(line, default) != null);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP", "HUP")]
    public async Task A_signal_stops_services_and_database_with_exit_code_0(params string[] signals)
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        signals.ToList().ForEach(signal => TrackerProcess.Signal(tracker.Id, signal));

        (await tracker.ExitCodeAsync(TrackerProcess.StopPatience)).ShouldBe(0);
        data.PostgresRuns().ShouldBeFalse();
    }

    [Fact]
    public async Task A_hangup_that_is_ignored_stays_ignored()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = TrackerProcess.StartProgram(
            "env", data.Variables, ["--ignore-signal=HUP", "dotnet", TrackerProcess.Assembly, "up"]);
        await tracker.ReadyAsync();

        var ignored = File.ReadLines($"/proc/{tracker.Id}/status").Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        (Convert.ToInt32(ignored[^1..], 16) & 1).ShouldBe(1);
    }

    [Fact]
    public async Task Acknowledged_data_survives_a_kill_of_host_and_database()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            using var registered = await data.Api.PostAsJsonAsync("/api/v1/auth/register", Ada);
            registered.StatusCode.ShouldBe(HttpStatusCode.Created);
            TrackerProcess.Signal(data.PostgresId(), "KILL");
            TrackerProcess.Signal(tracker.Id, "KILL");
            await tracker.ExitCodeAsync(TrackerProcess.Patience);
        }

        await using var again = data.Up();
        await again.ReadyAsync();
        using var login = await data.Api.PostAsJsonAsync("/api/v1/auth/login", Ada);
        login.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_database_of_a_killed_host_restarts_without_loss()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        int orphan;
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            orphan = data.PostgresId();
            using var registered = await data.Api.PostAsJsonAsync("/api/v1/auth/register", Ada);
            TrackerProcess.Signal(tracker.Id, "KILL");
            await tracker.ExitCodeAsync(TrackerProcess.Patience);
        }

        await using var again = data.Up();
        await again.ReadyAsync();
        using var login = await data.Api.PostAsJsonAsync("/api/v1/auth/login", Ada);
        login.StatusCode.ShouldBe(HttpStatusCode.OK);
        data.PostgresId().ShouldNotBe(orphan);
    }

    [Fact]
    public async Task A_foreign_process_in_the_databases_folder_is_not_killed()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        int orphan;
        await using (var killed = data.Up())
        {
            await killed.ReadyAsync();
            orphan = data.PostgresId();
            TrackerProcess.Signal(killed.Id, "KILL");
        }

        using var shell = Process.Start(
            new ProcessStartInfo("sleep", "600") { WorkingDirectory = Path.Combine(data.System, "postgres", "data") })!;
        await using var next = data.Up();
        await next.ReadyAsync();

        (shell.HasExited, data.PostgresId() == orphan).ShouldBe((false, false));
        shell.Kill();
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_log_reader()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        var start = new ProcessStartInfo("dotnet", [TrackerProcess.Assembly, "up"]) { RedirectStandardOutput = true };
        data.Variables.ToList().ForEach(variable => start.Environment[variable.Key] = variable.Value);
        using var tracker = Process.Start(start)!;
        using var api = data.Api;
        await Soon.BecomesTrue(async () => await IsUpAsync(api));
        // A pipe holds 64 KiB, and a line of the log some 350 bytes.
        for (var i = 0; i < 1000; i++)
        {
            await api.GetAsync("/nowhere");
        }

        TrackerProcess.Signal(tracker.Id, "TERM");

        await tracker.WaitForExitAsync().WaitAsync(TrackerProcess.StopPatience);
        tracker.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_killed_database_is_restarted()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        TrackerProcess.Signal(data.PostgresId(), "KILL");

        await Soon.BecomesAsync(
            () => Task.FromResult(tracker.Errors), said => said.Contains("PostgreSQL exited", StringComparison.Ordinal));
        await Soon.BecomesAsync(async () => (await data.Api.GetAsync("/health/ready")).StatusCode, status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_instance_is_refused_with_the_first_ones_id()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        var (code, output, errors) = await TrackerProcess.RunAsync(data.Variables, "", "up");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldContain(data.System);
        errors.ShouldContain($"process id {tracker.Id}");
    }

    [Fact]
    public async Task A_taken_port_is_reported_and_nothing_starts()
    {
        await using var data = new DataFolderFixture();
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, data.Port);
        other.Start();

        var (code, output, errors) = await TrackerProcess.RunAsync(data.Variables, "", "up");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldBe(
            $"tracker: Port {data.Port} of api is used by another process. Stop that process, or set API_PORT to a free port.");
        Directory.Exists(Path.Combine(data.System, "postgres")).ShouldBeFalse();
    }

    [Fact]
    public async Task Secrets_are_created_once_and_are_private()
    {
        await using var data = new DataFolderFixture();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        foreach (var secret in new[] { "secret", "postgres.password" }.Select(name => Path.Combine(data.System, name)))
        {
            File.GetUnixFileMode(secret).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            (await File.ReadAllTextAsync(secret)).Length.ShouldBe(43);
        }
    }

    private static async Task<bool> IsUpAsync(HttpClient api)
    {
        try
        {
            return (await api.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
