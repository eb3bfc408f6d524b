using Shouldly;

namespace Tracker.Tests.Systems.Command;

public sealed class UsageTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("up task-traker", "Unknown system 'task-traker'. Did you mean 'task-tracker'?")]
    [InlineData("serve task-tracker/ipa", "Unknown service 'ipa' of task-tracker. Did you mean 'api'?")]
    [InlineData("serve api", "'api' is not SYSTEM/SERVICE")]
    [InlineData("serve", "Required argument 'SYSTEM/SERVICE' missing for command: 'serve'.")]
    [InlineData("upp", "Unknown command 'upp'. Did you mean 'up'?")]
    [InlineData("up --verbose", "Unknown option '--verbose'.")]
    [InlineData("token --system task-tracker --subjct reports", "Unknown option '--subjct'. Did you mean '--subject'?")]
    [InlineData("token --system task-tracker --subject reports --ttl soon", "'soon' is no lifetime")]
    [InlineData("user promote --email nobody", "'nobody' is not an e-mail address")]
    [InlineData("retention --system shopflow --service orders", "Unknown service 'orders' of shopflow.")]
    [InlineData("deadletters", "Required command was not provided.")]
    [InlineData("deadletters list --limit 0", "--limit must be a number from 1 to 100000")]
    [InlineData("deadletters replay", "Name one event, or --all")]
    [InlineData("deadletters replay 0199c2a4-5b6f-7c3e-9d1a-2f4b6c8d0e1f --all", "Name one event, or --all")]
    [InlineData("deadletters replay seven", "'seven' is not the id of an event")]
    [InlineData("backup", "Required argument 'FILE' missing for command: 'backup'.")]
    [InlineData("restore backup.tar.gz --system shop", "Unknown system 'shop'.")]
    [InlineData("health localhost:8000", "'localhost:8000' is not an address")]
    [InlineData("help serv", "Unknown command 'serv'. Did you mean 'serve'?")]
    public async Task What_cannot_be_understood_is_told_in_one_line_with_exit_code_2(string line, string message)
    {
        var (code, output, errors) = await TrackerProcess.RunAsync(Nothing, "", line.Split(' '));

        errors.ShouldContain(message);
        errors.Split('\n').ShouldHaveSingleItem();
        output.ShouldBeEmpty();
        code.ShouldBe(2);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("up")]
    [InlineData("serve")]
    [InlineData("user")]
    [InlineData("token")]
    [InlineData("test")]
    [InlineData("bench")]
    [InlineData("retention")]
    [InlineData("deadletters")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("health")]
    [InlineData("image")]
    [InlineData("fuzz")]
    [InlineData("fire")]
    public async Task Every_command_has_a_page_with_examples_and_exit_codes(string command)
    {
        var (code, output, errors) = await TrackerProcess.RunAsync(Nothing, "", command, "--help");

        output.ShouldContain($"./tracker {(command == "help" ? "up" : command)}");
        output.ShouldContain("Exit codes:");
        errors.ShouldBeEmpty();
        code.ShouldBe(0);
    }

    [Theory]
    [InlineData("task-tracker/api", "DATABASE_URL", "JWT_SECRET_KEY")]
    [InlineData("shopflow/auth-service", "DATABASE_URL", "JWT_SECRET")]
    [InlineData("shopflow/order-service", "AUTH_SERVICE_TOKEN", "AUTH_SERVICE_URL", "DATABASE_URL", "RABBITMQ_URL")]
    [InlineData(
        "shopflow/notification-service",
        "AUTH_SERVICE_TOKEN", "AUTH_SERVICE_URL", "DATABASE_URL", "JWT_SECRET", "ORDER_SERVICE_TOKEN", "ORDER_SERVICE_URL", "RABBITMQ_URL")]
    public async Task Serve_names_every_variable_that_is_missing(string service, params string[] missing)
    {
        var (code, _, errors) = await TrackerProcess.RunAsync(Nothing, "", "serve", service);

        errors.Split('\n').Select(line => line.Split(" is not set")[0]).Order().ShouldBe(missing.Select(variable => $"tracker: {variable}"));
        code.ShouldBe(2);
    }

    [Fact]
    public async Task Up_names_every_variable_that_is_wrong()
    {
        var variables = new Dictionary<string, string> { ["HOST"] = "here", ["API_PORT"] = "99999" };

        var (code, _, errors) = await TrackerProcess.RunAsync(variables, "", "up");

        errors.ShouldContain("HOST: must be an IP address");
        errors.ShouldContain("API_PORT must be a whole number from 0 to 65535");
        code.ShouldBe(2);
    }
}
