using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.Systems.Command;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>The examples of document 001, pasted into a shell; only addresses and the token are replaced.</summary>
public sealed class CurlTests(Micro micro) : IClassFixture<Micro>
{
    private const string Health =
        """
        # Check gateway
        curl http://localhost:8000/health

        # Check user service
        curl http://localhost:8001/health

        # Check task service
        curl http://localhost:8002/health

        # Check stats service
        curl http://localhost:8003/health
        """;

    private const string Register =
        """
        curl -X POST "http://localhost:8000/api/v1/auth/register" \
          -H "Content-Type: application/json" \
          -d '{
            "email": "john@example.com",
            "username": "johndoe",
            "password": "securepass123",
            "full_name": "John Doe"
          }'
        """;

    private const string LogIn =
        """
        curl -X POST "http://localhost:8000/api/v1/auth/login" \
          -H "Content-Type: application/json" \
          -d '{
            "username": "johndoe",
            "password": "securepass123"
          }'
        """;

    private const string Requests =
        """
        # Create a task
        curl -X POST "http://localhost:8000/api/v1/tasks/" \
          -H "Authorization: Bearer YOUR_TOKEN" \
          -H "Content-Type: application/json" \
          -d '{
            "title": "Complete project",
            "description": "Finish microservices implementation",
            "status": "todo",
            "priority": "high"
          }'

        # Get all tasks
        curl -X GET "http://localhost:8000/api/v1/tasks/" \
          -H "Authorization: Bearer YOUR_TOKEN"

        # Get statistics
        curl -X GET "http://localhost:8000/api/v1/stats/" \
          -H "Authorization: Bearer YOUR_TOKEN"
        """;

    [Fact]
    public async Task The_examples_of_the_document_work_as_pasted()
    {
        (await PasteAsync(Health)).Select(health => health["service"]!.GetValue<string>())
            .ShouldBe(["api-gateway", "user-service", "task-service", "stats-service"]);
        (await PasteAsync(Register)).Single()["username"]!.GetValue<string>().ShouldBe("johndoe");
        var session = (await PasteAsync(LogIn)).Single();
        session["token_type"]!.GetValue<string>().ShouldBe("bearer");

        var answers = await PasteAsync(
            Requests.Replace("YOUR_TOKEN", session["access_token"]!.GetValue<string>(), StringComparison.Ordinal));

        answers.Count.ShouldBe(3);
        answers[0]["title"]!.GetValue<string>().ShouldBe("Complete project");
        answers[1]["tasks"]!.AsArray().Single()!.ToJsonString().ShouldBe(answers[0].ToJsonString());
        answers[2].ToJsonString().ShouldBe("""{"total_tasks":1,"completed_tasks":0,"completed_percentage":0}""");
    }

    /// <returns>The JSON of every response.</returns>
    private async Task<List<JsonNode>> PasteAsync(string commands)
    {
        foreach (var (service, port) in new[]
        {
            ("api-gateway", 8000), ("user-service", 8001), ("task-service", 8002), ("stats-service", 8003),
        })
        {
            commands = commands.Replace(
                $"http://localhost:{port}", micro.Services[service].Url.ToString().TrimEnd('/'), StringComparison.Ordinal);
        }

        var (code, output, errors) = await WalkTests.ShellAsync(Path.GetTempPath(), $"{{\n{commands}\n}} | jq -c .");
        code.ShouldBe(0, errors);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
