using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;

namespace Tracker.Tests.Systems.TaskManager;

/// <summary>Document 004, "Manual Testing with cURL": each example as it is written there, but for the port and the token.</summary>
public sealed class CurlTests(MySqlDesk desk) : IClassFixture<MySqlDesk>
{
    private const string Register =
        """
        curl -X POST http://localhost:8000/auth/register \
          -H "Content-Type: application/json" \
          -d '{"username":"testuser","email":"test@example.com","password":"test123"}'
        """;

    private const string LogIn =
        """
        curl -X POST http://localhost:8000/auth/login \
          -H "Content-Type: application/x-www-form-urlencoded" \
          -d "username=testuser&password=test123"
        """;

    private const string Create =
        """
        curl -X POST http://localhost:8000/tasks/ \
          -H "Authorization: Bearer YOUR_TOKEN_HERE" \
          -H "Content-Type: application/json" \
          -d '{"title":"Test Task","description":"Testing API","status":"Pending"}'
        """;

    private const string List =
        """
        curl -X GET http://localhost:8000/tasks/ \
          -H "Authorization: Bearer YOUR_TOKEN_HERE"
        """;

    [Fact]
    public async Task The_examples_of_the_document_work()
    {
        var user = await RunAsync(Register);
        user["username"]!.ToString().ShouldBe("testuser");
        var token = (await RunAsync(LogIn))["access_token"]!.ToString();

        var task = await RunAsync(Create, token);
        task["title"]!.ToString().ShouldBe("Test Task");
        (await RunAsync(List, token)).ToJsonString().ShouldBe($"[{task.ToJsonString()}]");
    }

    private async Task<JsonNode> RunAsync(string example, string token = "")
    {
        var script = example
            .Replace("http://localhost:8000", desk.Services["api-gateway"].Url.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
            .Replace("YOUR_TOKEN_HERE", token, StringComparison.Ordinal);
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        shell.ExitCode.ShouldBe(0, await errors);
        return JsonNode.Parse(await output)!;
    }
}
