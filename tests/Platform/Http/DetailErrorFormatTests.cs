using System.Text;
using Shouldly;
using Tracker.Platform.Http.Errors;

namespace Tracker.Tests.Platform.Http;

public sealed class DetailErrorFormatTests
{
    private readonly DetailErrorFormat format = new();

    [Fact]
    public void A_refusal_is_a_string() =>
        Body(new Problem(404, "TASK_NOT_FOUND", "Task \"Grüße\" not found")).ShouldBe("""{"detail":"Task \"Grüße\" not found"}""");

    [Fact]
    public void A_validation_error_is_422_with_a_list_of_faults()
    {
        var problem = new Problem(400, "VALIDATION_ERROR", "Invalid")
        {
            Faults =
            [
                new Fault("body", "email", "Field required", "missing"),
                new Fault("body", "items.0.price", "Input should be greater than 0", "greater_than"),
                new Fault("query", "page", "Input should be a valid integer", "int_parsing"),
                new Fault("body", "", "JSON decode error", "json_invalid"),
            ],
        };

        Body(problem).ShouldBe(
            """{"detail":[{"loc":["body","email"],"msg":"Field required","type":"missing"},"""
            + """{"loc":["body","items",0,"price"],"msg":"Input should be greater than 0","type":"greater_than"},"""
            + """{"loc":["query","page"],"msg":"Input should be a valid integer","type":"int_parsing"},"""
            + """{"loc":["body"],"msg":"JSON decode error","type":"json_invalid"}]}""");
        format.ValidationStatus.ShouldBe(422);
    }

    private string Body(Problem problem) => Encoding.UTF8.GetString(format.Body(problem, "c0ffee"));
}
