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
    [InlineData("up --port 80", "Unknown option '--port'. The port of a service is a variable, e.g. API_PORT. See: ./tracker help up")]
    [InlineData(
        "up shopflow --port=80", "Unknown option '--port=80'. The port of a service is a variable, e.g. API_PORT. See: ./tracker help up")]
    [InlineData("serve --port 80 task-tracker/api", "Unknown option '--port'. The port is a variable: PORT. See: ./tracker help serve")]
    [InlineData("user add", "Option '--email' is required. See: ./tracker help user")]
    [InlineData("user promote", "Option '--email' is required. See: ./tracker help user")]
    [InlineData("user reset-password", "Option '--email' is required. See: ./tracker help user")]
    [InlineData("user", "user needs one of add, promote, reset-password. See: ./tracker help user")]
    [InlineData("restore", "Required argument 'FILE' missing for command: 'restore'. See: ./tracker help restore")]
    [InlineData("upp", "Unknown command 'upp'. Did you mean 'up'?")]
    [InlineData("up --verbose", "Unknown option '--verbose'.")]
    [InlineData("token --system task-tracker --subjct reports", "Unknown option '--subjct'. Did you mean '--subject'?")]
    [InlineData("token --system task-tracker --subject reports --ttl soon", "'soon' is not valid for --ttl")]
    [InlineData("token --system task-tracker --subject reports --ttl 99999999d", "'99999999d' is not valid for --ttl")]
    [InlineData("user promote --email nobody", "'nobody' is not an e-mail address")]
    [InlineData("retention --system shopflow --service orders", "Unknown service 'orders' of shopflow.")]
    [InlineData("deadletters", "deadletters needs one of list, replay, discard. See: ./tracker help deadletters")]
    [InlineData("deadletters list --limit 0", "--limit must be a number from 1 to 100000")]
    [InlineData("deadletters replay", "Give one event id, or --all")]
    [InlineData("deadletters replay 0199c2a4-5b6f-7c3e-9d1a-2f4b6c8d0e1f --all", "Give one event id, or --all")]
    [InlineData("deadletters replay seven", "'seven' is not an event id")]
    [InlineData("backup", "Required argument 'FILE' missing for command: 'backup'.")]
    [InlineData("restore backup.tar.gz --system shop", "Unknown system 'shop'.")]
    [InlineData("health localhost:8000", "'localhost:8000' is not an HTTP URL")]
    [InlineData("help serv", "Unknown command 'serv'. Did you mean 'serve'?")]
    public async Task An_invalid_command_line_is_reported_with_exit_code_2(string line, string message)
    {
        var (code, output, errors) = await TrackerProcess.RunAsync(Nothing, "", line.Split(' '));

        errors.ShouldContain(message);
        errors.Split('\n').ShouldHaveSingleItem();
        output.ShouldBeEmpty();
        code.ShouldBe(2);
    }

    [Fact]
    public async Task An_error_that_cannot_be_printed_keeps_its_code()
    {
        var (code, _, _) = await TrackerProcess.EndOfAsync(
            TrackerProcess.StartProgram("sh", Nothing, ["-c", $"dotnet {TrackerProcess.Assembly} upp 2>/dev/full"]), "");

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
    [InlineData("version")]
    public async Task Every_command_has_a_page_with_examples_and_exit_codes(string command)
    {
        var (code, output, errors) = await TrackerProcess.RunAsync(Nothing, "", command, "--help");

        output.ShouldContain($"./tracker {(command == "help" ? "up" : command)}");
        output.ShouldContain("Exit codes:");
        errors.ShouldBeEmpty();
        code.ShouldBe(0);
    }

    [Fact]
    public async Task The_page_of_up_names_every_system()
    {
        var (_, output, _) = await TrackerProcess.RunAsync(Nothing, "", "help", "up");

        output.ShouldContain("Systems: task-tracker, shopflow, task-manager, tasktracker-micro, tasktracker-orders.\nThe first one is the default.");
    }

    [Theory]
    [InlineData("task-tracker/api", "DATABASE_URL", "JWT_SECRET_KEY")]
    [InlineData("shopflow/auth-service", "DATABASE_URL", "JWT_SECRET")]
    [InlineData("shopflow/order-service", "AUTH_SERVICE_TOKEN", "AUTH_SERVICE_URL", "DATABASE_URL", "RABBITMQ_URL")]
    [InlineData(
        "shopflow/notification-service",
        "AUTH_SERVICE_TOKEN", "AUTH_SERVICE_URL", "DATABASE_URL", "JWT_SECRET", "ORDER_SERVICE_TOKEN", "ORDER_SERVICE_URL", "RABBITMQ_URL")]
    [InlineData("tasktracker-orders/order-service", "DATABASE_URL", "JWT_SECRET", "REDIS_URL")]
    [InlineData(
        "tasktracker-orders/notification-service",
        "AUTH_SERVICE_TOKEN", "AUTH_SERVICE_URL", "DATABASE_URL", "JWT_SECRET", "ORDER_SERVICE_TOKEN", "ORDER_SERVICE_URL", "REDIS_URL")]
    public async Task Serve_names_every_missing_variable(string service, params string[] missing)
    {
        var (code, _, errors) = await TrackerProcess.RunAsync(Nothing, "", "serve", service);

        errors.Split('\n')
            .Select(line => line.Split(" is not set")[0]).Order().ShouldBe(missing.Select(variable => $"tracker: {variable}"));
        code.ShouldBe(2);
    }

    [Theory]
    [InlineData(
        "task-tracker",
        "API_PORT=99999", "API_DATABASE_URL=nowhere", "TRUSTED_PROXIES=x", "CORS_ORIGINS=x", "LOG_LEVEL=loud", "REDIS_URL=x",
        "REGISTRATION=perhaps", "RATE_LIMIT_PER_MINUTE=many", "MAX_ATTACHMENT_BYTES=x", "REMINDER_INTERVAL_SECONDS=x",
        "OTEL_EXPORTER_OTLP_ENDPOINT=x", "AWS_ENDPOINT_URL_S3=x",
        "ACCESS_TOKEN_EXPIRE_MINUTES=x")]
    [InlineData(
        "shopflow",
        "ORDER_SERVICE_PORT=x", "AUTH_SERVICE_DATABASE_URL=nowhere", "TRUSTED_PROXIES=x", "RABBITMQ_URL=x", "SMTP_URL=x",
        "AWS_ENDPOINT_URL_S3=x", "TWILIO_BASE_URL=x", "AUTH_SERVICE_URL=x", "ORDER_SERVICE_URL=x", "RATE_LIMIT_ORDERS_PER_MINUTE=x",
        "RATE_LIMIT_AUTH_PER_MINUTE=x")]
    public async Task Up_names_every_invalid_variable_and_creates_nothing(string system, params string[] wrong)
    {
        var data = Path.Combine(Path.GetTempPath(), $"tracker-wrong-{Guid.NewGuid():N}");
        string[] always =
        [
            $"TRACKER_DATA={data}", "HOST=here", "S3_BUCKET=files", "SMTP_FROM=shop@example.com", "TWILIO_ACCOUNT_SID=AC1",
            "JWT_SECRET_KEY=short", "JWT_SECRET=short", "TRACKER_ENV=production", "PASSWORD_HASH_COST=4",
        ];
        var variables = wrong.Concat(always).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        var (code, _, errors) = await TrackerProcess.RunAsync(variables, "", "up", system);

        string[] ofSystem = system == "shopflow" ? ["JWT_SECRET", "TWILIO_AUTH_TOKEN", "TWILIO_FROM_NUMBER"] : ["JWT_SECRET_KEY"];
        var expected = wrong.Select(pair => pair.Split('=')[0]).Concat(["HOST", "PASSWORD_HASH_COST"]).Concat(ofSystem);
        errors.Split('\n').Select(line => line.Split(' ', ':')[2]).Order().ShouldBe(expected.Order(), errors);
        Directory.Exists(data).ShouldBeFalse();
        code.ShouldBe(2);
    }

    [Fact]
    public async Task Version_prints_what_a_bug_report_needs()
    {
        var (code, output, _) = await TrackerProcess.RunAsync(Nothing, "", "version");

        output.ShouldMatch(@"^TaskTracker \d+\.\d+\.\d+\n\.NET 10\.\S+\nPostgreSQL \d+\S* in /\S+$");
        (await TrackerProcess.RunAsync(Nothing, "", "--version")).Output.ShouldBe(output);
        code.ShouldBe(0);
    }
}
