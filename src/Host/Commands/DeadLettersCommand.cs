using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;

namespace Tracker.Host.Commands;

/// <summary><c>deadletters list|replay|discard</c>: the events that consumers could not handle.</summary>
internal static class DeadLettersCommand
{
    private const int MaxListed = 100_000;

    public static Command For(IReadOnlyList<SystemDefinition> systems) => new("deadletters")
    {
        List(systems),
        Settle(
            "replay", systems, "There are no dead letters to replay.", "queued again, to be handled when the service runs",
            static (queues, id, stop) => queues.ReplayAsync(id, stop)),
        Settle(
            "discard", systems, "There are no dead letters to discard.", "deleted permanently",
            static (queues, id, stop) => queues.DiscardAsync(id, stop)),
    };

    private static Command List(IReadOnlyList<SystemDefinition> systems)
    {
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => 100 };
        var json = new Option<bool>("--json");
        var command = new Command("list") { limit, json };
        Run(command, systems, parsed =>
        {
            var max = parsed.GetRequiredValue(limit);
            return max is >= 1 and <= MaxListed
                ? (queues, stop) => ListAsync(queues, max, parsed.GetValue(json), stop)
                : throw new UsageException($"--limit must be a number from 1 to {MaxListed}");
        });
        return command;
    }

    private static Command Settle(
        string name,
        IReadOnlyList<SystemDefinition> systems,
        string nothing,
        string done,
        Func<IDeadLetters, Guid?, CancellationToken, Task<int>> act)
    {
        var id = new Argument<string>("ID") { Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all");
        var command = new Command(name) { id, all };
        Run(command, systems, parsed =>
        {
            var eventId = (parsed.GetValue(id), parsed.GetValue(all)) switch
            {
                (null, true) => default(Guid?),
                ({ } text, false) when Guid.TryParse(text, out var given) => given,
                ({ } text, false) => throw new UsageException($"'{text}' is not an event id; ./tracker deadletters list shows the ids"),
                _ => throw new UsageException("Give one event id, or --all"),
            };
            return async (queues, stop) =>
            {
                var letters = await SumAsync(queues, queue => act(queue, eventId, stop));
                if (letters == 0 && eventId is not null)
                {
                    throw new StartException($"There is no dead letter for event {eventId}.");
                }

                await Console.Out.WriteLineAsync(letters == 0 ? nothing : $"{letters} {done}.");
            };
        });
        return command;
    }

    private static void Run(
        Command command,
        IReadOnlyList<SystemDefinition> systems,
        Func<ParseResult, Func<IReadOnlyList<IDeadLetters>, CancellationToken, Task>> read)
    {
        var system = new Option<string>("--system") { DefaultValueFactory = _ => systems[0].Name };
        var service = new Option<string>("--service");
        command.Add(system);
        command.Add(service);
        command.SetAction(async (parsed, _) =>
        {
            var work = read(parsed);
            var found = systems.Find(parsed.GetRequiredValue(system));
            var services = found.ServicesNamed(parsed.GetValue(service));
            await OperatorConsole.RunAsync(found, services, mayCreate: false, (session, stop) =>
                work([.. session.Services.SelectMany(opened => opened.Container.GetServices<IDeadLetters>())], stop));
        });
    }

    private static async Task ListAsync(IReadOnlyList<IDeadLetters> queues, int max, bool asJson, CancellationToken stop)
    {
        var found = new List<DeadLetter>();
        foreach (var queue in queues)
        {
            found.AddRange(await queue.ListAsync(max, stop));
        }

        var letters = found.OrderByDescending(letter => letter.DeadAt).Take(max).ToList();
        if (asJson)
        {
            foreach (var letter in letters)
            {
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(letter, DeadLetterJson.Default.DeadLetter));
            }
        }
        else if (letters.Count == 0)
        {
            await Console.Out.WriteLineAsync("There are no dead letters.");
        }
        else
        {
            string[] heading = ["EVENT", "CONSUMER", "TOPIC", "ATTEMPTS", "SINCE (UTC)", "REASON"];
            await TextTable.WriteAsync(Console.Out, heading, [.. letters.Select(Cells)]);
            if (letters.Count == max)
            {
                await Console.Error.WriteLineAsync($"Only the latest {max} are listed. Use --limit to list more.");
            }
        }
    }

    private static async Task<int> SumAsync(IReadOnlyList<IDeadLetters> queues, Func<IDeadLetters, Task<int>> act)
    {
        var sum = 0;
        foreach (var queue in queues)
        {
            sum += await act(queue);
        }

        return sum;
    }

    private static string[] Cells(DeadLetter letter) =>
    [
        letter.EventId.ToString(),
        letter.Consumer,
        letter.Topic,
        letter.Attempts.ToString(CultureInfo.InvariantCulture),
        letter.DeadAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        letter.Reason,
    ];
}

/// <summary>The output of <c>--json</c>: one line per dead letter.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
